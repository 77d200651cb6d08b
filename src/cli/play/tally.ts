import type { JournalEntry } from '../../server/index.ts'
import { counts } from './counts.ts'
import type { Sighting } from './sighting.ts'

/** What one client saw, beside what the server wrote. */
interface Pair {
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
      wrote: log.filter((entry) => wrote(entry, entry.user === uri)).length,
    })),
  }))

/** What the server wrote that nothing here counts, named as its own counts are. */
export const uncounted = (log: readonly JournalEntry[]): readonly string[] =>
  log
    .filter((entry) => !counts.some(({ wrote }) => wrote(entry, true) || wrote(entry, false)))
    .map(({ event, outcome }) => (outcome === undefined ? event : `${event} ${outcome}`))
