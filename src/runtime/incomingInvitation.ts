import type { IncomingInvitationEvent, IncomingInvitationRef } from '../../machines/incomingInvitationMachine.ts'
import type { Failure } from '../protocol/failure.ts'
import type { Reason } from '../protocol/reason.ts'
import type { MessagingInvitation } from '../protocol/resource/messagingInvitation.ts'
import type { Charts } from './charts.ts'
import type { ConversationRecord } from './conversation.ts'
import type { Loss } from './loss.ts'
import { Observed } from './observed.ts'

interface Belongings {
  readonly charts: Charts
  readonly faulted: (error: unknown) => void
  readonly isOver: () => void
}

/** The three sorts of invitation. */
export type InvitationRel = 'messagingInvitation' | 'participantInvitation' | 'onlineMeetingInvitation'

export type IncomingInvitationView =
  'Connecting' | 'accepting' | 'declining' | 'Connected' | 'Declined' | 'Cancelled' | 'Forwarded' | 'Failed' | 'lost'

/** One invitation to the user. */
export class IncomingInvitationRecord extends Observed {
  /** Absolute URL. */
  readonly href: string
  readonly rel: InvitationRel
  /** What it invites to, once an event has told. */
  conversation: ConversationRecord | undefined
  readonly #belongings: Belongings
  #chart: IncomingInvitationRef
  #loss: Loss | undefined

  constructor(href: string, rel: InvitationRel, belongings: Belongings) {
    super()
    this.href = href
    this.rel = rel
    this.#belongings = belongings
    this.#chart = this.#start()
  }

  get state(): IncomingInvitationView {
    return this.#chart.getSnapshot().value
  }

  get resource(): MessagingInvitation | undefined {
    return this.#chart.getSnapshot().context.invitation
  }

  get reason(): Reason | undefined {
    return this.#chart.getSnapshot().context.reason
  }

  /** Why the last accept or decline was refused. */
  get refusal(): Failure | undefined {
    return this.#chart.getSnapshot().context.refusal
  }

  get loss(): Loss | undefined {
    return this.#loss
  }

  can(event: IncomingInvitationEvent): boolean {
    return this.#chart.getSnapshot().can(event)
  }

  send(event: IncomingInvitationEvent): void {
    if (!this.isOver) this.#chart.send(event)
  }

  lose(loss: Loss): void {
    this.#loss = loss
    this.send({ type: 'gap.lost' })
  }

  #start(): IncomingInvitationRef {
    const chart = this.#belongings.charts.incomingInvitation({
      chartIsOver: () => {
        this.#belongings.isOver()
        this.end()
      },
      chartBroke: (error) => {
        this.#belongings.faulted(error)
        this.#chart = this.#start()
      },
    })
    chart.subscribe({ next: () => this.changed(), error: () => undefined })
    return chart
  }
}
