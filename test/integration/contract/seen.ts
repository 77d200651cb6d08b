import type { Client } from '../../../src/client/client.ts'
import type { Conversation } from '../../../src/client/conversation.ts'
import { recorded } from '../world.ts'
import type { WireWorld } from './wireWorld.ts'

interface Seen {
  readonly status: unknown
  /** Names of the states that the client has been in. */
  readonly states: readonly string[]
  readonly texts: readonly (string | undefined)[]
  readonly gaps: readonly string[]
  readonly faults: readonly string[]
  /** P-GETs of the user that wait at the server. */
  readonly parked: number
}

/** What a user sees who has come to no harm. */
export const unharmed: Seen = {
  status: { state: 'available' },
  states: ['available'],
  texts: [],
  gaps: [],
  faults: [],
  parked: 1,
}

/** The same, after her client has waited for a poll to succeed again. */
export const recovered: Seen = { ...unharmed, states: ['available', 'waiting', 'reconnecting', 'available'] }

/** What Tosh sees from now on. */
export const watch = (world: WireWorld, tosh: Client, conversation?: Conversation): (() => Seen) => {
  const states = recorded(tosh.status$)
  const texts = conversation === undefined ? undefined : recorded(conversation.messages$)
  const gaps = recorded(tosh.gaps$)
  const faults = recorded(tosh.faults$)
  return () => ({
    status: tosh.status$.getSnapshot(),
    states: states.values.map(({ state }) => state),
    texts: texts?.values.map(({ text }) => text) ?? [],
    gaps: gaps.values.map(({ cause }) => cause),
    faults: faults.values.map(({ name }) => name),
    parked: world.control.parked('tosh@contoso.com'),
  })
}
