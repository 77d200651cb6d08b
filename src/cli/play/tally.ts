import type { JournalEntry } from '../../server/index.ts'
import { counts } from './counts.ts'
import type { Sighting } from './sighting.ts'

/** What one client saw, beside what the server wrote. */
export interface Pair {
  readonly saw: number
  readonly wrote: number
}

export interface Row {
  readonly what: string
  /** In the order of the witnesses. */
  readonly pairs: readonly Pair[]
}

/** A user and what her client saw. */
export interface Witness {
  readonly name: string
  readonly uri: string
  readonly sightings: readonly Sighting[]
}

/** Counts everything twice: as the clients saw it, and as the server wrote it down. */
export const tally = (witnesses: readonly Witness[], log: readonly JournalEntry[]): readonly Row[] =>
  counts.map(({ what, saw, wrote }) => ({
    what,
    pairs: witnesses.map(({ uri, sightings }) => ({
      saw: sightings.filter(saw).length,
      wrote: log.filter((entry) => entry.user === uri && wrote(entry)).length,
    })),
  }))

/** Each hears for herself that it is over for her; that it is over for all is nobody's. */
const isNobodys = ({ event }: JournalEntry): boolean => event === 'conversationEnded'

/** What the server wrote that nothing here counts, named as its own counts are. */
export const uncounted = (witnesses: readonly Witness[], log: readonly JournalEntry[]): readonly string[] =>
  log
    .filter((entry) => !isNobodys(entry))
    .filter((entry) => !witnesses.some(({ uri }) => uri === entry.user) || !counts.some(({ wrote }) => wrote(entry)))
    .map(({ event, outcome }) => (outcome === undefined ? event : `${event} ${outcome}`))
