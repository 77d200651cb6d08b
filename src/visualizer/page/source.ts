import type { Entry } from '../recording/entry.ts'
import type { Plain } from '../recording/plain.ts'
import type { Header } from '../recording/recording.ts'

/** How a source stands: `words` say it to the user. */
export interface Standing {
  readonly state: 'connecting' | 'live' | 'recording' | 'gone' | 'refused'
  readonly words: string
}

/** What takes what a source tells. */
export interface Audience {
  /** What follows belongs to this recording; what was told of another one is forgotten. */
  readonly header: (header: Header) => void
  readonly entries: (entries: readonly Entry[]) => void
  readonly standing: (standing: Standing) => void
}

/** Where entries come from, and where commands go. */
export interface Source {
  /** Layouts that were made beforehand. */
  readonly knownLayouts: readonly unknown[]
  /** Whether events may be sent. */
  readonly maySend: boolean
  /** Tells the audience, until the returned function is called. */
  readonly begin: (audience: Audience) => () => void
  /** Those types of events that an actor would take now. */
  readonly accepted: (actor: string, types: readonly string[]) => Promise<readonly string[]>
  /** Asks for the layout of a chart, which comes as an entry. */
  readonly layOut: (chart: string) => void
  /** Sends an event to an actor; tells in words what came of it. */
  readonly send: (actor: string, event: Plain) => Promise<string>
}

/** Nobody to ask, nothing to hear: what is shown comes from a file, or is still to be opened. */
export const noSource = (knownLayouts: readonly unknown[]): Source => ({
  knownLayouts,
  maySend: false,
  begin: () => () => undefined,
  accepted: () => Promise.resolve([]),
  layOut: () => undefined,
  send: () => Promise.resolve('There is nobody to send this to.'),
})
