import {
  ChangeDetectionStrategy,
  Component,
  computed,
  Directive,
  effect,
  ElementRef,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core'
import type { Message } from 'rx-ucwa'
import { latest } from './latest.ts'
import type { Conversation, OutgoingMessage } from './shared/client.ts'
import { sanitised } from './shared/sanitised.ts'
import { messagesOf, typingIn } from './shared/streams.ts'
import { aside, below, delivery, titleOf, typing, words } from './shared/words.ts'

/** Shows the HTML of a message, sanitised. */
@Directive({ selector: '[ucwaMarkup]' })
export class Markup {
  readonly ucwaMarkup = input.required<Message>()

  constructor() {
    const place = inject<ElementRef<HTMLElement>>(ElementRef)
    effect(() => {
      const { html } = this.ucwaMarkup()
      if (html !== undefined) place.nativeElement.replaceChildren(sanitised(html))
    })
  }
}

/** A message of the user's, until `messages$` tells it. */
@Component({
  selector: 'li[ucwaSent]',
  host: { class: 'Outgoing', '[hidden]': 'isTold()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div>{{ message().text }}</div>
    @if (status(); as status) {
      <small>{{ delivery[status] }}</small>
      @if (status === 'unknown') {
        <button (click)="message().retry()">{{ words.retry }}</button>
      }
    }
  `,
})
export class Sent {
  protected readonly words = words
  protected readonly delivery = delivery
  readonly message = input.required<OutgoingMessage>()
  protected readonly status = latest(this.message, ({ status$ }) => status$)
  protected readonly isTold = computed(() => this.status() !== undefined && this.message().told !== undefined)
}

/** One conversation. It stays when another one is shown, so that it hears what is said meanwhile. */
@Component({
  selector: 'article[ucwaTalk]',
  host: { '[attr.aria-label]': 'title()' },
  imports: [Markup, Sent],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <header>
      <div>
        <strong>{{ title() }}</strong>
        <small>{{ aside(state() ?? '', conversation().subject) }}</small>
      </div>
      @if (state() !== 'Disconnected') {
        <button (click)="conversation().leave()">{{ words.leave }}</button>
      }
    </header>
    <div role="log" [attr.aria-label]="words.messages">
      <ol #list>
        @for (message of messages(); track message) {
          <li [class]="message.direction">
            @if (message.text === undefined) {
              <div [ucwaMarkup]="message"></div>
            } @else {
              <div>{{ message.text }}</div>
            }
            <small>{{ below(message, participants() ?? []) }}</small>
          </li>
        }
        @for (message of outbox(); track message) {
          <li ucwaSent [message]="message"></li>
        }
      </ol>
    </div>
    <p class="typing" role="status">{{ typing(typists() ?? []) }}</p>
    <form (submit)="send($event)">
      <input
        [attr.aria-label]="words.message"
        [placeholder]="words.message"
        autocomplete="off"
        #text
        [value]="draft()"
        (input)="write(text.value)"
        [disabled]="messaging() !== 'Connected'"
      />
      <button class="main" [disabled]="messaging() !== 'Connected'">{{ words.send }}</button>
    </form>
  `,
})
export class Talk {
  protected readonly words = words
  protected readonly aside = aside
  protected readonly below = below
  protected readonly typing = typing
  readonly conversation = input.required<Conversation>()
  protected readonly participants = latest(this.conversation, ({ participants$ }) => participants$)
  protected readonly state = latest(this.conversation, ({ state$ }) => state$)
  protected readonly messaging = latest(this.conversation, ({ messaging }) => messaging.state$)
  protected readonly typists = latest(this.conversation, ({ typing$ }) => typing$)
  protected readonly messages = latest(this.conversation, messagesOf)
  protected readonly outbox = signal<readonly OutgoingMessage[]>([])
  protected readonly draft = signal('')
  protected readonly title = computed(() => titleOf(this.participants() ?? [], this.conversation().subject))
  readonly #isTyping = computed(() => typingIn(this.conversation()))
  protected readonly list = viewChild.required<ElementRef<HTMLElement>>('list')

  constructor() {
    effect(() => {
      if (this.outbox().length + (this.messages() ?? []).length === 0) return
      this.list().nativeElement.lastElementChild?.scrollIntoView({ block: 'nearest' })
    })
  }

  protected write(text: string): void {
    this.draft.set(text)
    if (text !== '') this.#isTyping()()
  }

  protected send(event: Event): void {
    event.preventDefault()
    const text = this.draft()
    if (text.trim() === '') return
    const message = this.conversation().send(text)
    this.outbox.update((before) => [...before.filter(({ told }) => told === undefined), message])
    this.draft.set('')
  }
}
