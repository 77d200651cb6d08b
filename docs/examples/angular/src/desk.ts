import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DestroyRef,
  inject,
  input,
  signal,
  type OnInit,
} from '@angular/core'
import { takeUntilDestroyed } from '@angular/core/rxjs-interop'
import type { Contact } from 'rx-ucwa'
import { latest } from './latest.ts'
import { Talk } from './talk.ts'
import { ContactItem } from './contactItem.ts'
import { ConversationItem } from './conversationItem.ts'
import { Invitation } from './invitation.ts'
import type { Client, Conversation } from './shared/client.ts'
import { contactsOf, conversationsOf, conversationWith, invitationsOf } from './shared/streams.ts'
import { announcement, notConnected, words } from './shared/words.ts'

@Component({
  selector: 'ucwa-desk',
  host: { class: 'parts' },
  imports: [ContactItem, ConversationItem, Invitation, Talk],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="announcements" role="log" [attr.aria-label]="words.announcements" [hidden]="said().length === 0">
      <div>
        @for (text of said(); track $index) {
          <p>{{ text }}</p>
        }
      </div>
      <button (click)="said.set([])">{{ words.dismiss }}</button>
    </div>
    @for (invitation of invitations(); track invitation) {
      <ucwa-invitation [invitation]="invitation" (accepted)="chosen.set($event)" />
    }
    <div class="desk">
      <nav>
        <h2>{{ words.contacts }}</h2>
        <ul [attr.aria-label]="words.contacts">
          @for (contact of contacts(); track contact) {
            <li ucwaContact [client]="client()" [contact]="contact" (chosen)="talkTo(contact)"></li>
          } @empty {
            <li>{{ words.noContacts }}</li>
          }
        </ul>
        <h2>{{ words.conversations }}</h2>
        <ul [attr.aria-label]="words.conversations">
          @for (conversation of all(); track conversation) {
            <li
              ucwaConversation
              [conversation]="conversation"
              [isShown]="conversation === shown()"
              (chosen)="chosen.set(conversation)"
            ></li>
          }
        </ul>
      </nav>
      @if (shown() === undefined) {
        <p class="empty">{{ words.noConversation }}</p>
      }
      @for (conversation of all(); track conversation) {
        <article ucwaTalk [conversation]="conversation" [hidden]="conversation !== shown()"></article>
      }
    </div>
  `,
})
export class Desk implements OnInit {
  protected readonly words = words
  readonly client = input.required<Client>()
  protected readonly contacts = latest(this.client, contactsOf)
  protected readonly invitations = latest(this.client, invitationsOf)
  readonly #conversations = latest(this.client, conversationsOf)
  protected readonly chosen = signal<Conversation | undefined>(undefined)
  protected readonly said = signal<readonly string[]>([])
  readonly #destroyed = inject(DestroyRef)

  protected readonly shown = computed(() => this.chosen() ?? this.#conversations()?.at(-1))
  protected readonly all = computed(() => {
    const [now, shown] = [this.#conversations() ?? [], this.shown()]
    return shown === undefined || now.includes(shown) ? now : [...now, shown]
  })

  ngOnInit(): void {
    const { gaps$ } = this.client()
    gaps$.pipe(takeUntilDestroyed(this.#destroyed)).subscribe((gap) => this.#announce(announcement(gap)))
  }

  protected talkTo(contact: Contact): void {
    const already = conversationWith(contact, this.all())
    if (already !== undefined) return this.chosen.set(already)
    this.client()
      .startMessaging({ to: contact.uri ?? '' })
      .connected.then(
        (conversation) => this.chosen.set(conversation),
        (error: unknown) => this.#announce(notConnected(contact, error)),
      )
  }

  #announce(text: string): void {
    this.said.update((before) => [...before, text])
  }
}
