import type { IncomingInvitation } from '../../src/index.ts'
import type { Answer } from './answer.ts'
import type { IncomingMove, Link, Offer } from './incomingMove.ts'

export type IncomingView = ReturnType<IncomingInvitation['state$']['getSnapshot']>

/** What users see of an invitation to them, and what goes over the wire for it. */
export interface IncomingSeen {
  /** How often `invitations$` told of it. */
  readonly rings: number
  /** Undefined until it rings. */
  readonly state: IncomingView | undefined
  /** Every value of `state$` since it rang. */
  readonly states: readonly IncomingView[]
  readonly completed: boolean
  readonly offer: Offer | undefined
  /** How `connected` is settled. */
  readonly connected: string
  /** How each call of `accept()` and `decline()` went. */
  readonly commands: readonly string[]
  /** POSTs made for them, the last reason given, and whether one has no answer yet. */
  readonly posts: Readonly<Record<Link, number>>
  readonly said: string | undefined
  readonly asks: boolean
  readonly faults: readonly unknown[]
}

/**
 * What the protocol promises users, told without the chart: an invitation rings
 * until it completes, and what they do to it has happened when it completes so.
 */
export class PromisedIncoming {
  #seen: IncomingSeen = {
    rings: 0,
    state: undefined,
    states: [],
    completed: false,
    offer: undefined,
    connected: 'pending',
    commands: [],
    posts: { accept: 0, decline: 0 },
    said: undefined,
    asks: false,
    faults: [],
  }
  /** Which call a verdict is still awaited for, by its place. */
  #open: Readonly<Record<number, Link>> = {}

  get seen(): IncomingSeen {
    return this.#seen
  }

  make({ does }: IncomingMove): void {
    switch (does.kind) {
      case 'tell':
        this.#now({ rings: 1, offer: does.offer })
        return this.#seen.state === undefined ? this.#show('Connecting') : undefined
      case 'complete':
        this.#now({ rings: 1, offer: { accept: false, decline: false } })
        return this.#end(does.ending.means, `InvitationFailed ${does.ending.means}`)
      case 'command':
        return this.#command(does.link, does.reason ?? 'Global')
      case 'answer':
        return this.#answer(does.link, does.how)
      case 'lose':
        return this.#end('lost', 'ConnectionLost resume')
    }
  }

  #command(link: Link, reason: string): void {
    const { offer, state, commands, posts } = this.#seen
    if (state !== 'Connecting' || offer?.[link] !== true) {
      return this.#now({ commands: [...commands, 'CommandFailed NotAvailable'] })
    }
    this.#open = { ...this.#open, [commands.length]: link }
    this.#now({
      commands: [...commands, 'pending'],
      posts: { ...posts, [link]: posts[link] + 1 },
      asks: true,
      ...(link === 'decline' ? { said: reason } : {}),
    })
    this.#show(link === 'accept' ? 'accepting' : 'declining')
  }

  #answer(link: Link, how: Answer): void {
    this.#now({ asks: false })
    if (how !== 'refused') return
    this.#settle(link, 'CommandFailed Refused')
    this.#show('Connecting')
  }

  #now(change: Partial<IncomingSeen>): void {
    this.#seen = { ...this.#seen, ...change }
  }

  #show(state: IncomingView): void {
    if (state !== this.#seen.state) this.#now({ state, states: [...this.#seen.states, state] })
  }

  #settle(link: Link, verdict: string): void {
    const { commands } = this.#seen
    this.#now({
      commands: commands.map((before, at) => (before === 'pending' && this.#open[at] === link ? verdict : before)),
    })
  }

  #end(state: IncomingView, failed: string): void {
    this.#show(state)
    this.#settle('accept', state === 'Connected' ? 'done' : failed)
    this.#settle('decline', state === 'Connected' || state === 'lost' ? failed : 'done')
    this.#now({ completed: true, asks: false, connected: state === 'Connected' ? 'done' : failed })
  }
}
