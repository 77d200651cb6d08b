import type { BehaviorSubject, Subscription } from 'rxjs'
import { make } from './dom.ts'
import type { Conversation } from './shared/client.ts'
import { titleOf } from './shared/words.ts'

export const conversationItem = (
  conversation: Conversation,
  shown$: BehaviorSubject<Conversation | undefined>,
  choose: (conversation: Conversation) => void,
  scope: Subscription,
): Element => {
  const button = make('button', { onclick: () => choose(conversation) })
  scope.add(
    conversation.participants$.subscribe((participants) => {
      button.textContent = titleOf(participants, conversation.subject)
    }),
  )
  scope.add(
    shown$.subscribe((shown) => {
      button.ariaCurrent = String(shown === conversation)
    }),
  )
  return make('li', {}, button)
}
