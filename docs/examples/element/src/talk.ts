import { combineLatest, Subject, startWith, type BehaviorSubject, type Subscription } from 'rxjs'
import type { Message, Participant } from 'rx-ucwa'
import { each, make } from './dom.ts'
import type { Conversation, OutgoingMessage } from './shared/client.ts'
import { sanitised } from './shared/sanitised.ts'
import { messagesOf, typingIn } from './shared/streams.ts'
import { aside, below, delivery, titleOf, typing, words } from './shared/words.ts'

/** One conversation. It stays when another one is shown, so that it hears what is said meanwhile. */
export const talk = (
  conversation: Conversation,
  shown$: BehaviorSubject<Conversation | undefined>,
  scope: Subscription,
): Element => {
  const title = make('strong')
  const note = make('small')
  const leave = make('button', { onclick: () => void conversation.leave() }, words.leave)
  const list = make('ol')
  const outbox = new Comment('what is being sent')
  list.append(outbox)
  const typists = make('p', { className: 'typing', role: 'status' })
  const draft = make('input', {
    ariaLabel: words.message,
    placeholder: words.message,
    autocomplete: 'off',
    oninput: typingIn(conversation),
  })
  const send = make('button', { className: 'main' }, words.send)
  const sending$ = new Subject<readonly OutgoingMessage[]>()
  let open: readonly OutgoingMessage[] = []

  const onsubmit = (event: SubmitEvent) => {
    event.preventDefault()
    if (draft.value.trim() === '') return
    open = [...open.filter(({ told }) => told === undefined), conversation.send(draft.value)]
    sending$.next(open)
    draft.value = ''
  }
  const article = make(
    'article',
    {},
    make('header', {}, make('div', {}, title, ' ', note), leave),
    make('div', { role: 'log', ariaLabel: words.messages }, list),
    typists,
    make('form', { onsubmit }, draft, send),
  )

  const showMessages = each<Message>(scope, list, (message, own) => said(message, conversation, own), outbox)
  const showOutbox = each<OutgoingMessage>(scope, list, sent)
  scope.add(
    combineLatest([messagesOf(conversation), sending$.pipe(startWith(open))]).subscribe(([all, own]) => {
      showMessages(all)
      showOutbox(own)
      list.querySelector('li:last-of-type')?.scrollIntoView({ block: 'nearest' })
    }),
  )
  scope.add(
    combineLatest([conversation.participants$, conversation.state$]).subscribe(([participants, state]) => {
      title.textContent = article.ariaLabel = titleOf(participants, conversation.subject)
      note.textContent = aside(state, conversation.subject)
      leave.hidden = state === 'Disconnected'
    }),
  )
  scope.add(
    conversation.messaging.state$.subscribe((state) => {
      draft.disabled = send.disabled = state !== 'Connected'
    }),
  )
  scope.add(
    conversation.typing$.subscribe((who) => {
      typists.textContent = typing(who)
    }),
  )
  scope.add(
    shown$.subscribe((shown) => {
      article.hidden = shown !== conversation
    }),
  )
  return article
}

const said = (message: Message, conversation: Conversation, scope: Subscription): Element => {
  const { direction, text, html } = message
  const note = make('small')
  scope.add(
    conversation.participants$.subscribe((participants: readonly Participant[]) => {
      note.textContent = below(message, participants)
    }),
  )
  const words = make('div', {}, text === undefined && html !== undefined ? sanitised(html) : (text ?? ''))
  return make('li', { className: direction }, words, note)
}

/** A message of the user's, until `messages$` tells it. */
const sent = (message: OutgoingMessage, scope: Subscription): Element => {
  const note = make('small')
  const retry = make('button', { onclick: () => void message.retry() }, words.retry)
  const item = make('li', { className: 'Outgoing' }, make('div', {}, message.text ?? ''), note, retry)
  scope.add(
    message.status$.subscribe((status) => {
      note.textContent = delivery[status]
      retry.hidden = status !== 'unknown'
      item.hidden = message.told !== undefined
    }),
  )
  return item
}
