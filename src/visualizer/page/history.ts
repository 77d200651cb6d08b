import { originOf } from '../recording/command.ts'
import type { ActorEntry, Entry, TrafficEntry } from '../recording/entry.ts'
import type { Log } from '../recording/log.ts'

/** A stretch in which an actor was in the same states. */
export interface Stretch {
  readonly at: number
  readonly n: number
  /** The innermost states, or how it ended. */
  readonly name: string
  /** Nothing follows. */
  readonly isOver: boolean
}

/** A point on a lane: an event, a request, a value. */
export interface Mark {
  readonly at: number
  readonly n: number
  readonly label: string
}

/** A line of the timeline. */
export interface Lane {
  readonly key: string
  readonly client: string
  readonly label: string
  readonly kind: 'server' | 'actor' | 'stream'
  readonly stretches: Stretch[]
  readonly marks: Mark[]
}

/** What the server sent to an actor, or an actor asked of the server. */
export interface Arrow {
  readonly at: number
  readonly direction: 'down' | 'up'
  readonly client: string
  readonly actor: string
}

/** An actor without a chart that one with a chart has begun, such as the run of a request. */
interface Run {
  readonly at: number
  readonly label: string
  readonly parent: string
}

/** A run asks the server at once, in milliseconds. */
const soon = 20

const mostMarks = 4_000

/** The innermost of some states. */
export const leavesOf = (states: readonly string[]): readonly string[] =>
  states.filter((state) => !states.some((other) => other !== state && (state === '' || other.startsWith(`${state}.`))))

/** What the timeline and the log need to find without reading the whole log. */
export class History {
  /** In the order in which they began. */
  readonly lanes = new Map<string, Lane>()
  readonly arrows: Arrow[] = []
  readonly #charted = new Set<string>()
  /** The newest of each client, and the newest of each name. */
  readonly #runs = new Map<string, Run>()
  #last = 0

  /** When something last happened, in milliseconds since 1970. */
  get last(): number {
    return this.#last
  }

  /** Whether an actor has a chart. */
  hasChart(actor: string): boolean {
    return this.#charted.has(actor)
  }

  /** Whether an entry tells nothing that users ask for. */
  isNoise(entry: Entry): boolean {
    switch (entry.kind) {
      case 'event':
        return (
          !this.#charted.has(entry.to) ||
          (originOf(entry.type) === 'own' && !/^xstate\.(done|error)\.actor/.test(entry.type))
        )
      case 'snapshot':
        return !this.#charted.has(entry.actor) || (entry.taken.length === 0 && entry.status === 'active')
      case 'actor':
        return entry.chart === undefined
      case 'chart':
        return true
      default:
        return false
    }
  }

  add(entry: Entry, log: Log): void {
    if (entry.kind !== 'chart') this.#last = entry.at
    if (entry.kind === 'actor') {
      if (entry.chart === undefined) return this.#begin(entry)
      this.#charted.add(entry.actor)
      this.#lane(entry.actor, entry.client, entry.label, 'actor')
    } else if (entry.kind === 'snapshot') {
      const lane = this.lanes.get(entry.actor)
      if (lane === undefined) return
      const isOver = entry.status !== 'active'
      const name = leavesOf(entry.states).join(', ')
      const last = lane.stretches.at(-1)
      if (last?.name !== name || isOver) mark(lane.stretches, { at: entry.at, n: entry.n, name, isOver })
    } else if (entry.kind === 'event') {
      const lane = this.lanes.get(entry.to)
      if (lane === undefined || this.isNoise(entry)) return
      mark(lane.marks, { at: entry.at, n: entry.n, label: entry.type })
      const cause = entry.cause === undefined ? undefined : log.at(log.placeOf(entry.cause))
      if (cause?.kind !== 'traffic' || originOf(entry.type) !== 'server') return
      mark(this.arrows, { at: entry.at, direction: 'down', client: cause.client, actor: entry.to })
    } else if (entry.kind === 'traffic') {
      const lane = this.#lane(`${entry.client}//server`, entry.client, 'server', 'server')
      const arrow = { request: '→', response: '←', failure: '✗' }[entry.direction]
      mark(lane.marks, { at: entry.at, n: entry.n, label: `${arrow} ${entry.operation}` })
      const actor = entry.direction === 'request' ? this.#askerOf(entry) : undefined
      if (actor !== undefined) mark(this.arrows, { at: entry.at, direction: 'up', client: entry.client, actor })
    } else if (entry.kind === 'stream') {
      const lane = this.#lane(`${entry.client}//${entry.stream}`, entry.client, entry.stream, 'stream')
      mark(lane.marks, { at: entry.at, n: entry.n, label: labelOf(entry.value, entry.stream) })
    }
  }

  /** Forgets actors of which no entry from `first` on tells. */
  forget(first: number): void {
    for (const [key, { kind, stretches }] of this.lanes) {
      const last = stretches.at(-1)
      if (kind === 'actor' && last?.isOver === true && last.n < first) {
        this.lanes.delete(key)
        this.#charted.delete(key)
      }
    }
  }

  #begin({ client, parent, label, at }: ActorEntry): void {
    if (parent === undefined || !this.#charted.has(parent)) return
    const run = { at, label, parent }
    this.#runs.set(client, run)
    this.#runs.set(`${client}/${label}`, run)
  }

  /** The actor with a chart that has the request sent: by a run of that name, or by one that has just begun. */
  #askerOf({ client, operation, at }: TrafficEntry): string | undefined {
    const [last, named] = [this.#runs.get(client), this.#runs.get(`${client}/${operation}`)]
    if (named !== undefined) return named.parent
    if (last === undefined || at - last.at > soon) return undefined
    this.#runs.delete(client)
    return last.parent
  }

  #lane(key: string, client: string, label: string, kind: Lane['kind']): Lane {
    const known = this.lanes.get(key)
    if (known !== undefined) return known
    const lane: Lane = { key, client, label, kind, stretches: [], marks: [] }
    this.lanes.set(key, lane)
    return lane
  }
}

const mark = <T>(marks: T[], made: T): void => {
  marks.push(made)
  if (marks.length > mostMarks) marks.splice(0, mostMarks / 2)
}

/** What stands in a marble: the state or the direction where the value has one. */
const labelOf = (value: unknown, stream: string): string => {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return stream
  for (const name of ['state', 'direction', 'cause', 'name', 'rel', 'type']) {
    const found: unknown = Reflect.get(value, name)
    if (typeof found === 'string') return found
  }
  return stream
}
