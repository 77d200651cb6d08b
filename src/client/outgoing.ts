import type { MessagingInvitation } from '../protocol/resource/messagingInvitation.ts'
import type { ConversationRecord } from '../runtime/conversation.ts'
import type { Person } from '../runtime/message.ts'
import type { OutgoingInvitationRecord, OutgoingInvitationView } from '../runtime/outgoingInvitation.ts'
import { Command, notOffered } from './command.ts'
import { lostBy } from './ending.ts'
import { CommandFailed, InvitationFailed } from './errors.ts'
import { Live } from './live.ts'
import { promised, type Verdict } from './promised.ts'

/** An invitation by the user, from the moment she asked for it. `To` is the handle of a conversation. */
export class Outgoing<To> {
  readonly #record: OutgoingInvitationRecord
  readonly #handleOf: (record: ConversationRecord) => To
  readonly #connected: () => Promise<To>
  /** Hot; replays the current value; completes when the invitation is over; never errors. */
  readonly state$: Live<OutgoingInvitationView>

  constructor(record: OutgoingInvitationRecord, handleOf: (record: ConversationRecord) => To) {
    this.#record = record
    this.#handleOf = handleOf
    this.state$ = new Live(record, () => record.state)
    this.#connected = promised(record, () => this.#verdict())
  }

  /** Names the invitation in requests and events. */
  get operationId(): string {
    return this.#record.operationId
  }

  /** The last body seen, unknown properties included. */
  get resource(): MessagingInvitation | undefined {
    return this.#record.resource
  }

  /** What it invites to, once the event channel has told. */
  get conversation(): To | undefined {
    const { conversation } = this.#record
    return conversation && this.#handleOf(conversation)
  }

  /** Who has accepted it, once it is over. Not always who was invited: a delegate may have. */
  get acceptedByParticipant(): readonly Person[] {
    const accepted = this.#record.resource?._embedded?.acceptedByParticipant ?? []
    return accepted.map(({ name, uri }) => ({ name: name ?? undefined, uri: uri ?? undefined }))
  }

  /**
   * Resolves when the other side has accepted, with the conversation to go on in:
   * another one than `addMessaging` was asked of, where somebody else answered. Rejects with InvitationFailed,
   * ConnectionLost or ClientClosed. Made when it is read.
   */
  get connected(): Promise<To> {
    return this.#connected()
  }

  /**
   * Withdraws the invitation while nobody has answered it. Done when it is over;
   * rejects with InvitationFailed where it has become `Connected` first.
   */
  cancel(): Command {
    if (!this.#record.can({ type: 'invitation.cancel' })) return notOffered('cancel', 'cancel', this.#record.state)
    this.#record.send({ type: 'invitation.cancel' })
    return new Command(
      promised<void>(this.#record, () => {
        const { result, refusal, reason, loss } = this.#record
        if (result === 'lost') return { reject: lostBy(loss, 'cancel', refusal) }
        if (result === 'Connected') return { reject: new InvitationFailed('cancel', result, reason, undefined) }
        if (result !== undefined) return { resolve: undefined }
        return refusal && { reject: new CommandFailed('cancel', refusal) }
      }),
    )
  }

  #verdict(): Verdict<To> | undefined {
    const { operation, result, conversation, reason, refusal, loss } = this.#record
    if (result === undefined) return undefined
    if (result === 'lost') return { reject: lostBy(loss, operation, refusal) }
    if (result === 'Connected' && conversation !== undefined) return { resolve: this.#handleOf(conversation) }
    return { reject: new InvitationFailed(operation, result, reason, result === 'notStarted' ? refusal : undefined) }
  }
}
