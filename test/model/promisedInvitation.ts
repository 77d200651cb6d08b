import type { OutgoingInvitationView } from '../../src/index.ts'
import type { Body, InvitationMove } from './invitationMove.ts'

/** What users see of an outgoing invitation, and what goes over the wire for them. */
export interface InvitationSeen {
  readonly state: OutgoingInvitationView
  /** Every value of `state$` from the start. */
  readonly states: readonly OutgoingInvitationView[]
  readonly completed: boolean
  readonly resource: Body | undefined
  /** How `connected` is settled. */
  readonly connected: string
  /** Whether `conversation` is there. */
  readonly conversation: boolean
  /** How each call of `cancel()` went. */
  readonly cancels: readonly string[]
  /** POSTs to startMessaging and to cancel, and whether one has no answer yet. */
  readonly requests: number
  readonly asks: boolean
  readonly withdrawals: number
  readonly withdraws: boolean
  readonly faults: readonly unknown[]
}

const known: ReadonlySet<string> = new Set<OutgoingInvitationView>([
  'Connecting',
  'Alerting',
  'TeamRing',
  'Forwarded',
  'Connected',
  'Declined',
  'Cancelled',
  'Failed',
])

/**
 * What the protocol promises users, told without the chart: an invitation is in
 * the state the server said last, until it completes, is refused before anybody
 * heard of it, or is never heard of.
 */
export class PromisedInvitation {
  #seen: InvitationSeen = {
    state: 'sending',
    states: ['sending'],
    completed: false,
    resource: undefined,
    connected: 'pending',
    conversation: false,
    cancels: [],
    requests: 1,
    asks: true,
    withdrawals: 0,
    withdraws: false,
    faults: [],
  }
  #wasWithdrawn = false

  get seen(): InvitationSeen {
    return this.#seen
  }

  make({ does }: InvitationMove): void {
    switch (does.kind) {
      case 'tell':
        this.#now({ resource: does.body, conversation: true })
        if (known.has(does.body.state)) this.#show(does.body.state)
        return
      case 'complete':
        this.#now({ resource: does.body, conversation: true })
        return this.#end(does.outcome.means)
      case 'cancel':
        return this.#cancel()
      case 'answer':
        if (does.link === 'cancel') return this.#answerCancel(does.how)
        this.#now({ asks: false })
        if (does.how === 'refused' && this.#seen.resource === undefined) {
          this.#end('notStarted', 'InvitationFailed notStarted Refused')
        }
        return
      case 'ringOn':
        this.#now({ withdraws: false })
        return this.#settleCancels('CommandFailed Unreachable')
      case 'wait':
        if (this.#seen.resource === undefined) this.#end('lost', 'ConnectionLost')
        return
      case 'lose':
        return this.#end('lost', 'ConnectionLost resume')
    }
  }

  #now(change: Partial<InvitationSeen>): void {
    this.#seen = { ...this.#seen, ...change }
  }

  #show(state: OutgoingInvitationView): void {
    if (state !== this.#seen.state) this.#now({ state, states: [...this.#seen.states, state] })
  }

  #cancel(): void {
    const { resource, completed, withdraws, withdrawals, cancels } = this.#seen
    if (resource?.cancel !== true || completed || withdraws || this.#wasWithdrawn) {
      return this.#now({ cancels: [...cancels, 'CommandFailed NotAvailable'] })
    }
    this.#now({ cancels: [...cancels, 'pending'], withdraws: true, withdrawals: withdrawals + 1 })
  }

  #answerCancel(how: string): void {
    this.#now({ withdraws: false })
    if (how === 'refused') this.#settleCancels('CommandFailed Refused')
    else this.#wasWithdrawn = true
  }

  #settleCancels(verdict: string): void {
    this.#now({ cancels: this.#seen.cancels.map((before) => (before === 'pending' ? verdict : before)) })
  }

  #end(state: OutgoingInvitationView, why?: string): void {
    const failed = why ?? `InvitationFailed ${state}`
    this.#show(state)
    this.#settleCancels(state === 'Connected' ? failed : (why ?? 'done'))
    this.#now({ completed: true, asks: false, withdraws: false, connected: state === 'Connected' ? 'done' : failed })
  }
}
