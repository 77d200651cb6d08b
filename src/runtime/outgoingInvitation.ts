import type {
  OutgoingInvitationEvent,
  OutgoingInvitationRef,
  OutgoingInvitationResult,
} from '../../machines/outgoingInvitationMachine.ts'
import type { Failure } from '../protocol/failure.ts'
import type { Reason } from '../protocol/reason.ts'
import type { InvitationState, MessagingInvitation } from '../protocol/resource/messagingInvitation.ts'
import type { Content } from '../service/content.ts'
import type { Charts } from './charts.ts'
import type { ConversationRecord } from './conversation.ts'
import type { Loss } from './loss.ts'
import { Observed } from './observed.ts'

interface Belongings {
  readonly charts: Charts
  readonly faulted: (error: unknown) => void
  readonly isOver: () => void
}

/** `sending` until the event channel tells a state; `notStarted` and `lost` are ends that the wire does not know. */
export type OutgoingInvitationView = InvitationState | 'sending' | 'notStarted' | 'lost'

/** What an outgoing invitation is made of, as far as its events are concerned. */
export interface Outgoing {
  /** The rel that was followed. */
  readonly operation: string
  readonly operationId: string
  readonly message: Content | undefined
}

/** One invitation by the user. Its chart is never rebuilt: that would send the POST again. */
export class OutgoingInvitationRecord extends Observed {
  readonly operation: string
  readonly operationId: string
  /** The message that goes along. */
  readonly message: Content | undefined
  /** What it invites to, once an event has told. */
  conversation: ConversationRecord | undefined
  /** Where events say it is, which may tell it before the 201 or without one. Absolute. */
  heardAt: string | undefined
  readonly #chart: OutgoingInvitationRef
  #loss: Loss | undefined
  #broke = false

  constructor({ operation, operationId, message }: Outgoing, { charts, faulted, isOver }: Belongings) {
    super()
    this.operation = operation
    this.operationId = operationId
    this.message = message
    this.#chart = charts.outgoingInvitation(operationId, {
      chartIsOver: () => {
        isOver()
        this.end()
      },
      chartBroke: (error) => {
        this.#broke = true
        faulted(error)
        isOver()
        this.end()
      },
    })
    this.#chart.subscribe({ next: () => this.changed(), error: () => undefined })
  }

  get state(): OutgoingInvitationView {
    const { value } = this.#chart.getSnapshot()
    if (this.#broke) return 'lost'
    if (typeof value === 'string') return this.result ?? 'lost'
    const { progress } = value.open
    return progress === 'unseen' ? 'sending' : progress
  }

  /** How it ended, once it has. */
  get result(): OutgoingInvitationResult | undefined {
    const snapshot = this.#chart.getSnapshot()
    if (this.#broke) return 'lost'
    return snapshot.status === 'done' ? snapshot.context.result : undefined
  }

  get resource(): MessagingInvitation | undefined {
    return this.#chart.getSnapshot().context.invitation
  }

  /** Absolute URL, once the 201 or an event has told it. */
  get location(): string | undefined {
    return this.#chart.getSnapshot().context.location ?? this.heardAt
  }

  /** Whether the 201 or an event has told that it is there. */
  isAt(href: string): boolean {
    return this.heardAt === href || this.#chart.getSnapshot().context.location === href
  }

  get reason(): Reason | undefined {
    return this.#chart.getSnapshot().context.reason
  }

  /** Why the request, or the last cancel, was refused. */
  get refusal(): Failure | undefined {
    return this.#chart.getSnapshot().context.refusal
  }

  get loss(): Loss | undefined {
    return this.#loss
  }

  can(event: OutgoingInvitationEvent): boolean {
    return this.#chart.getSnapshot().can(event)
  }

  send(event: OutgoingInvitationEvent): void {
    if (!this.isOver) this.#chart.send(event)
  }

  lose(loss: Loss): void {
    this.#loss = loss
    this.send({ type: 'gap.lost' })
  }
}
