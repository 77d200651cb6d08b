import type { ConversationRecord } from '../runtime/conversation.ts'
import type { Message, Person } from '../runtime/message.ts'
import type { OutgoingMessageRecord, OutgoingMessageStatus } from '../runtime/outgoingMessage.ts'
import { Command } from './command.ts'
import { lostBy } from './ending.ts'
import { CommandFailed, DeliveryFailed, DeliveryUnknown } from './errors.ts'
import { Live } from './live.ts'
import { promised, type Verdict } from './promised.ts'

/** One message of the user's, from `send` until its delivery is known. */
export class OutgoingMessage {
  readonly #record: OutgoingMessageRecord
  readonly #conversation: ConversationRecord
  readonly #delivered: () => Promise<void>
  /**
   * Hot; replays the current value; completes when delivery is known; never errors. `unknown`
   * is a message whose answer was lost: the event channel may still settle it.
   */
  readonly status$: Live<OutgoingMessageStatus>

  constructor(record: OutgoingMessageRecord, conversation: ConversationRecord) {
    this.#record = record
    this.#conversation = conversation
    this.status$ = new Live(record, () => record.status)
    this.#delivered = promised(record, () => this.#verdict())
  }

  /** As it was given to `send`; undefined where that was HTML. */
  get text(): string | undefined {
    return this.#record.content.text
  }

  /** As it was given to `send`; undefined where that was plain text. */
  get html(): string | undefined {
    return this.#record.content.html
  }

  /**
   * The same message as `messages$` brought it, from when its delivery is known;
   * undefined before, and where it was never told there, because it was refused or lost.
   */
  get told(): Message | undefined {
    return this.#record.told
  }

  /**
   * Resolves when the server says that the message reached the other side.
   * Rejects with DeliveryFailed; with DeliveryUnknown after 60 s of open channel
   * without a word, or a gap that only its conversation outlived; with
   * ConnectionLost or ClientClosed. Made when it is read.
   */
  get delivered(): Promise<void> {
    return this.#delivered()
  }

  /** Who did not get it, where it failed in a conversation of several: it reached the others. Empty where nobody got it. */
  get failedDeliveryParticipant(): readonly Person[] {
    return this.#record.told?.failedDeliveryParticipant ?? []
  }

  /**
   * Sends a message again whose fate is `unknown`. It may then arrive twice: only a
   * person can decide that. From then on it never becomes `Failed`, since the try before
   * may have arrived: a try that fails leaves it `unknown`. Done as `delivered`; CommandFailed `NotAvailable` in any
   * other status.
   */
  retry(): Command {
    if (!this.#record.can({ type: 'message.retry' })) {
      const failure = { name: 'NotAvailable', link: 'retry', reason: `the message is ${this.#record.status}` } as const
      return new Command(() => Promise.reject(new CommandFailed('retry', failure)))
    }
    this.#record.send({ type: 'message.retry' })
    return new Command(promised(this.#record, () => this.#verdict()))
  }

  #verdict(): Verdict<void> | undefined {
    const { status, isSilent, reason, refusal } = this.#record
    if (status === 'Succeeded') return { resolve: undefined }
    if (status === 'Failed') return { reject: new DeliveryFailed(reason, refusal, this.failedDeliveryParticipant) }
    if (isSilent) return { reject: new DeliveryUnknown(refusal) }
    if (status !== 'lost') return undefined
    const { loss } = this.#conversation
    return { reject: loss === undefined ? new DeliveryUnknown(refusal) : lostBy(loss, 'sendMessage') }
  }
}
