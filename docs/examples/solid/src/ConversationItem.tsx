/** @jsxImportSource solid-js */
import { from } from 'solid-js'
import type { Conversation } from './shared/client.ts'
import { titleOf } from './shared/words.ts'

export const ConversationItem = (props: {
  readonly conversation: Conversation
  readonly isShown: boolean
  readonly chosen: () => void
}) => {
  const participants = from(props.conversation.participants$, [])
  return (
    <li>
      <button aria-current={props.isShown} onClick={() => props.chosen()}>
        {titleOf(participants(), props.conversation.subject)}
      </button>
    </li>
  )
}
