import { useLive } from './bindings.ts'
import type { Conversation } from './shared/client.ts'
import { titleOf } from './shared/words.ts'

export const ConversationItem = ({
  conversation,
  isShown,
  choose,
}: {
  readonly conversation: Conversation
  readonly isShown: boolean
  readonly choose: (conversation: Conversation) => void
}) => {
  const participants = useLive(conversation.participants$)
  return (
    <li>
      <button aria-current={isShown} onClick={() => choose(conversation)}>
        {titleOf(participants, conversation.subject)}
      </button>
    </li>
  )
}
