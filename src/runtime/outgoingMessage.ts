import type { OutgoingMessageEvent, OutgoingMessageRef } from '../../machines/outgoingMessageMachine.ts'
import type { Failure } from '../protocol/failure.ts'
import type { Reason } from '../protocol/reason.ts'
import type { Content } from '../service/content.ts'
import type { Charts } from './charts.ts'
import type { Message } from './message.ts'
import { Observed } from './observed.ts'

/** `queued` and `sending` are ours, `unknown` and `lost` too: no answer, and never an answer any more. */
export type OutgoingMessageStatus = 'queued' | 'sending' | 'Pending' | 'Succeeded' | 'Failed' | 'unknown' | 'lost'

interface Story {
  readonly operationId: string
  readonly content: Content
  readonly charts: Charts
  readonly faulted: (error: unknown) => void
}

/** One message of the user's, with its chart, until its delivery is known. */
export class OutgoingMessageRecord extends Observed {
  readonly operationId: string
  readonly content: Content
  /** As it came in the stream of messages, once it is settled. */
  told: Message | undefined
  readonly #chart: OutgoingMessageRef
  #broke = false

  constructor({ operationId, content, charts, faulted }: Story) {
    super()
    this.operationId = operationId
    this.content = content
    this.#chart = charts.outgoingMessage(operationId, {
      chartIsOver: () => this.end(),
      chartBroke: (error) => {
        this.#broke = true
        faulted(error)
        this.end()
      },
    })
    this.#chart.subscribe({ next: () => this.changed(), error: () => undefined })
  }

  get status(): OutgoingMessageStatus {
    if (this.#broke) return 'lost'
    const { value } = this.#chart.getSnapshot()
    return typeof value === 'string' ? value : 'unknown'
  }

  /** Unknown, and nothing was heard of it for 60 s of open channel. */
  get isSilent(): boolean {
    return this.#chart.getSnapshot().matches({ unknown: 'silent' })
  }

  /** Absolute URL, once a 201 has told it. */
  get location(): string | undefined {
    return this.#chart.getSnapshot().context.location
  }

  get reason(): Reason | undefined {
    return this.#chart.getSnapshot().context.reason
  }

  get refusal(): Failure | undefined {
    return this.#chart.getSnapshot().context.refusal
  }

  can(event: OutgoingMessageEvent): boolean {
    return this.#chart.getSnapshot().can(event)
  }

  send(event: OutgoingMessageEvent): void {
    if (!this.isOver) this.#chart.send(event)
  }
}
