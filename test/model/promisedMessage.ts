import type { OutgoingMessageStatus } from '../../src/index.ts'
import type { Answer } from './answer.ts'
import type { MessageMove } from './messageMove.ts'

/** What users see of a message that they send, and what goes over the wire for it. */
export interface MessageSeen {
  readonly status: OutgoingMessageStatus
  /** Every value of `status$` from the start. */
  readonly statuses: readonly OutgoingMessageStatus[]
  readonly completed: boolean
  /** How `delivered` is settled. */
  readonly delivered: string
  /** How each call of `retry()` went. */
  readonly retries: readonly string[]
  /** Its appearances in `messages$`. */
  readonly told: readonly string[]
  /** POSTs made for it, and whether one has no answer yet. */
  readonly posts: number
  readonly asks: boolean
  readonly faults: readonly unknown[]
}

/**
 * What the protocol promises users, told without the chart: a message is posted
 * when its turn comes and when they ask for it again, never otherwise; what the
 * server says of it counts, and where nobody can know it is not claimed.
 */
export class PromisedMessage {
  #seen: MessageSeen = {
    status: 'queued',
    statuses: ['queued'],
    completed: false,
    delivered: 'pending',
    retries: [],
    told: [],
    posts: 0,
    asks: false,
    faults: [],
  }
  /** The server has been heard to have it. */
  #isProved = false
  /** It was asked for again, and the try before may have arrived: nobody can know that it failed. */
  #mayHaveArrived = false
  /** What became of the POST, while that is all there is to tell. */
  #why = ''

  get seen(): MessageSeen {
    return this.#seen
  }

  make({ does }: MessageMove): void {
    switch (does.kind) {
      case 'turn':
        this.#now({ posts: this.#seen.posts + 1, asks: true })
        return this.#show('sending')
      case 'answer':
        return this.#answer(does.how)
      case 'start':
        this.#isProved = true
        this.#why = ''
        return this.#seen.asks ? undefined : this.#show('Pending')
      case 'complete': {
        const status = does.status === 'Failure' ? 'Failed' : 'Succeeded'
        this.#tell(status)
        if (status === 'Failed' && this.#mayHaveArrived) return this.#doubt('')
        return this.#end(status, status === 'Failed' ? `DeliveryFailed ${does.subcode ?? ''}` : 'done')
      }
      case 'retry':
        if (this.#seen.status !== 'unknown') {
          return this.#now({ retries: [...this.#seen.retries, 'CommandFailed NotAvailable'] })
        }
        this.#why = ''
        this.#mayHaveArrived = true
        this.#now({ retries: [...this.#seen.retries, 'pending'] })
        return this.#show('queued')
      case 'wait':
        return this.#settle(this.#unknown)
      case 'disconnect':
        if (this.#seen.status !== 'queued') return
        return this.#mayHaveArrived ? this.#doubt('') : this.#end('Failed', 'DeliveryFailed')
      case 'delete':
        return this.#seen.status === 'queued' && !this.#mayHaveArrived
          ? this.#end('Failed', 'DeliveryFailed')
          : this.#end('lost', this.#unknown)
      case 'lose':
        return this.#end('lost', does.what === 'the conversation' ? 'ConnectionLost resume' : this.#unknown)
    }
  }

  get #unknown(): string {
    return `DeliveryUnknown ${this.#why}`.trim()
  }

  #answer(how: Answer): void {
    this.#now({ asks: false })
    if (how === 'refused' && !this.#mayHaveArrived) return this.#end('Failed', 'DeliveryFailed Refused')
    if (how === 'taken' || this.#isProved) return this.#show('Pending')
    this.#why = how === 'refused' ? 'Refused' : 'Unreachable'
    this.#show('unknown')
  }

  #doubt(why: string): void {
    this.#isProved = false
    this.#why = why
    this.#now({ asks: false })
    this.#show('unknown')
  }

  #tell(status: string): void {
    this.#now({ told: [...this.#seen.told, status] })
  }

  #now(change: Partial<MessageSeen>): void {
    this.#seen = { ...this.#seen, ...change }
  }

  #show(status: OutgoingMessageStatus): void {
    if (status !== this.#seen.status) this.#now({ status, statuses: [...this.#seen.statuses, status] })
  }

  #settle(verdict: string): void {
    const settled = (before: string): string => (before === 'pending' ? verdict : before)
    this.#now({ delivered: settled(this.#seen.delivered), retries: this.#seen.retries.map(settled) })
  }

  #end(status: OutgoingMessageStatus, verdict: string): void {
    this.#show(status)
    this.#settle(verdict)
    this.#now({ completed: true, asks: false })
  }
}
