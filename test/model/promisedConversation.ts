import type { Conversation } from '../../src/index.ts'
import type { Answer } from './answer.ts'
import { words, type ConversationMove, type Telling } from './conversationMove.ts'

export type ConversationView = ReturnType<Conversation['state$']['getSnapshot']>

/** What users see of a conversation, and what goes over the wire for it. */
export interface ConversationSeen {
  /** Whether `conversations$` lists it. */
  readonly isListed: boolean
  /** Undefined until there is a handle. */
  readonly state: ConversationView | undefined
  /** Every value of `state$` since there is one. */
  readonly states: readonly ConversationView[]
  readonly completed: boolean
  /** The state in the last body. */
  readonly resource: string | undefined
  /** Subcode. */
  readonly reason: string | undefined
  /** How each call of `leave()` went. */
  readonly leaves: readonly string[]
  /** DELETEs made for them, and whether one has no answer yet. */
  readonly deletes: number
  readonly asks: boolean
  readonly faults: readonly unknown[]
}

const known: ReadonlySet<string> = new Set(words.filter((word) => word !== 'WordNobodyKnows'))
const isKnown = (state: string | undefined): state is ConversationView => state !== undefined && known.has(state)

const notToBeLeft: ReadonlySet<string | undefined> = new Set([undefined, 'unseen', 'Disconnected'])

/**
 * What the protocol promises users, told without the chart: a conversation is in
 * the state that the server said last, but for the time between leaving it and
 * the effect of that, which an answer to it announces.
 */
export class PromisedConversation {
  #seen: ConversationSeen = {
    isListed: false,
    state: undefined,
    states: [],
    completed: false,
    resource: undefined,
    reason: undefined,
    leaves: [],
    deletes: 0,
    asks: false,
    faults: [],
  }
  /** The server has said that it is left: what is told of it from then on may have been written down before. */
  #isLeft = false

  get seen(): ConversationSeen {
    return this.#seen
  }

  make({ does }: ConversationMove): void {
    switch (does.kind) {
      case 'tell':
        // The list shows a conversation before anything is known of its state.
        if (this.#seen.state === undefined) this.#show('unseen')
        this.#now({ isListed: true, resource: does.state, reason: does.subcode })
        if (!isKnown(does.state) || (this.#mayBeOld(does.type) && does.state !== 'Disconnected')) return
        this.#isLeft = false
        this.#now({ asks: false })
        return this.#show(does.state)
      case 'leave': {
        const { state, asks, leaves, deletes } = this.#seen
        if (notToBeLeft.has(state) || asks || this.#isLeft)
          return this.#now({ leaves: [...leaves, 'CommandFailed NotAvailable'] })
        this.#now({ leaves: [...leaves, 'pending'], deletes: deletes + 1, asks: true })
        return this.#show('Disconnecting')
      }
      case 'answer':
        return this.#answer(does.how)
      case 'linger':
        return this.#end()
      case 'delete':
        if (does.subcode !== undefined) this.#now({ reason: does.subcode })
        return this.#end()
      case 'lose':
        this.#settle('ConnectionLost resume')
        return this.#end()
    }
  }

  #mayBeOld(type: Telling): boolean {
    return this.#seen.asks || (this.#isLeft && type === 'updated')
  }

  #answer(how: Answer): void {
    this.#now({ asks: false })
    this.#isLeft = how === 'taken'
    if (how !== 'refused') return
    const { resource } = this.#seen
    this.#settle('CommandFailed Refused')
    this.#show(isKnown(resource) ? resource : 'Connected')
  }

  #now(change: Partial<ConversationSeen>): void {
    this.#seen = { ...this.#seen, ...change }
  }

  #settle(verdict: string): void {
    this.#now({ leaves: this.#seen.leaves.map((before) => (before === 'pending' ? verdict : before)) })
  }

  #show(state: ConversationView): void {
    if (state !== this.#seen.state) this.#now({ state, states: [...this.#seen.states, state] })
    if (state === 'Disconnected') this.#settle('done')
  }

  #end(): void {
    this.#show('Disconnected')
    this.#now({ isListed: false, completed: true, asks: false })
  }
}
