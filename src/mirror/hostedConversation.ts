import { merge, Subscription } from 'rxjs'
import type { Conversation } from '../client/conversation.ts'
import type { Message } from '../runtime/message.ts'
import { changed } from './changed.ts'
import { MessageLog } from './messageLog.ts'
import type { Change, ConversationFields, ToldConversation, ToldMessage } from './told.ts'

const fieldsOf = (conversation: Conversation): ConversationFields => ({
  resource: conversation.resource,
  reason: conversation.reason,
  state: conversation.state$.getSnapshot(),
  messagingState: conversation.messaging.state$.getSnapshot(),
  messaging: conversation.messaging.resource,
  participants: conversation.participants$.getSnapshot(),
  typing: conversation.typing$.getSnapshot(),
})

const told = (message: Message): ToldMessage => ({
  resource: message.resource,
  from: message.from,
  status: message.status,
  failedFor: message.failedDeliveryParticipant,
  sentAt: message.sentAt.getTime(),
})

/** One conversation of the client, told change by change. */
export class HostedConversation {
  readonly conversation: Conversation
  readonly #tell: (change: Change) => void
  readonly #log: MessageLog<ToldMessage>
  readonly #subscription = new Subscription()
  #fields: Partial<ConversationFields> = {}

  /** `before`: what an earlier host has told of its messages. */
  constructor(
    conversation: Conversation,
    { tell, over, before }: { tell: (change: Change) => void; over: () => void; before: readonly ToldMessage[] },
  ) {
    this.conversation = conversation
    this.#tell = tell
    this.#log = new MessageLog(before)
    this.refresh()
    const { participants$, typing$, messaging } = conversation
    this.#subscription.add(merge(participants$, typing$, messaging.state$).subscribe(() => this.refresh()))
    this.#subscription.add(
      conversation.messages$.subscribe((message) => {
        const now = told(message)
        if (this.#log.add(now)) tell({ conversation: conversation.href, message: now })
      }),
    )
    this.#subscription.add(
      conversation.state$.subscribe({
        next: () => this.refresh(),
        complete: () => {
          this.refresh()
          tell({ conversationOver: conversation.href })
          over()
        },
      }),
    )
  }

  get state(): ToldConversation {
    return { href: this.conversation.href, fields: fieldsOf(this.conversation), messages: this.#log.messages }
  }

  /** Tells what has changed since, also of what has no stream. */
  refresh(): void {
    const fields = changed(this.#fields, fieldsOf(this.conversation))
    if (fields === undefined) return
    this.#fields = { ...this.#fields, ...fields }
    this.#tell({ conversation: this.conversation.href, fields })
  }

  close(): void {
    this.#subscription.unsubscribe()
  }
}
