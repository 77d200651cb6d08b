import type { Drawing } from './drawing.ts'
import type { Plain } from './plain.ts'

interface Numbered {
  /** Counts the entries of one recording. */
  readonly n: number
  /** Milliseconds since 1970 UTC. */
  readonly at: number
}

/** Whether an actor lives, and how it ended. */
export type ActorStatus = 'active' | 'done' | 'error' | 'stopped'

/** A chart that some actor runs. */
export interface ChartEntry extends Numbered {
  readonly kind: 'chart'
  readonly chart: string
  readonly drawing: Drawing
}

/** An actor begins. */
export interface ActorEntry extends Numbered {
  readonly kind: 'actor'
  /** Unique within the recording. */
  readonly actor: string
  readonly parent?: string
  /** Of the watched client. */
  readonly client: string
  /** What the actor is called among its siblings. */
  readonly label: string
  /** Absent: no chart, such as the run of a request. */
  readonly chart?: string
}

/** An event on its way to an actor. */
export interface EventEntry extends Numbered {
  readonly kind: 'event'
  readonly to: string
  readonly from?: string
  readonly type: string
  readonly event: Plain
  /** Number of the entry with the answer of the server that brought it. */
  readonly cause?: number
}

/** An actor has taken an event. */
export interface SnapshotEntry extends Numbered {
  readonly kind: 'snapshot'
  readonly actor: string
  readonly type: string
  readonly status: ActorStatus
  /** Ids of the active states. */
  readonly states: readonly string[]
  /** Ids of the arrows taken. */
  readonly taken: readonly string[]
  readonly actions: readonly string[]
  /** Only where it is another one than before. */
  readonly context?: Plain
  /** What it came to, or what it threw. */
  readonly output?: Plain
}

/** One thing that went over the wire. */
export interface TrafficEntry extends Numbered {
  readonly kind: 'traffic'
  readonly client: string
  readonly direction: 'request' | 'response' | 'failure'
  /** Counts the requests of one client; what came of one bears its number. */
  readonly number: number
  readonly operation: string
  readonly url: string
  readonly detail: Plain
}

/** A value of an Observable that is watched. */
export interface StreamEntry extends Numbered {
  readonly kind: 'stream'
  readonly client: string
  readonly stream: string
  readonly value: Plain
}

/** Something that the recorder could not write down, in words. */
export interface TroubleEntry extends Numbered {
  readonly kind: 'trouble'
  readonly what: string
}

/** One line of a recording. */
export type Entry = ChartEntry | ActorEntry | EventEntry | SnapshotEntry | TrafficEntry | StreamEntry | TroubleEntry
