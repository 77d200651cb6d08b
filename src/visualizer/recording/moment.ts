import type { ActorStatus, Entry } from './entry.ts'
import type { Plain } from './plain.ts'

/** An actor as it is at a moment. */
export interface ActorMoment {
  readonly actor: string
  readonly parent: string | undefined
  readonly client: string
  readonly label: string
  readonly chart: string | undefined
  readonly status: ActorStatus
  readonly states: readonly string[]
  /** The arrows of the last step, and the event that took them. */
  readonly taken: readonly string[]
  readonly lastEvent: string | undefined
  readonly startedAt: number
  /** When the present states were entered. */
  readonly since: number
  readonly events: number
  readonly context: Plain | undefined
}

/** All actors at a moment, in the order in which they began. */
export type Moment = ReadonlyMap<string, ActorMoment>

const isSame = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((one, at) => one === others[at])

/** Moves a moment on by one entry. It is changed in place: copy it before, to keep it. */
export const advance = (moment: Map<string, ActorMoment>, entry: Entry): void => {
  if (entry.kind === 'actor') {
    const { actor, parent, client, label, chart, at } = entry
    moment.set(actor, {
      ...{ actor, parent, client, label, chart, status: 'active', states: [], taken: [], lastEvent: undefined },
      ...{ startedAt: at, since: at, events: 0, context: undefined },
    })
  } else if (entry.kind === 'event') {
    const known = moment.get(entry.to)
    if (known !== undefined) moment.set(entry.to, { ...known, events: known.events + 1 })
  } else if (entry.kind === 'snapshot') {
    const known = moment.get(entry.actor)
    if (known === undefined) return
    const { status, states, taken, type, at, context } = entry
    const stays = status === known.status && isSame(states, known.states)
    moment.set(entry.actor, {
      ...known,
      ...{ status, states, taken, lastEvent: type },
      since: stays ? known.since : at,
      context: context ?? known.context,
    })
  }
}

/** The actors that live, as the entries that would announce them. */
export const announcing = (moment: Moment, n: number): readonly Entry[] =>
  [...moment.values()]
    .filter(({ status }) => status === 'active')
    .flatMap(({ actor, parent, client, label, chart, status, states, context, startedAt, since }): Entry[] => [
      {
        ...{ n, at: startedAt, kind: 'actor', actor, client, label },
        ...(parent === undefined ? {} : { parent }),
        ...(chart === undefined ? {} : { chart }),
      },
      {
        ...{ n, at: since, kind: 'snapshot', actor, type: 'recording.started', status, states, taken: [], actions: [] },
        ...(context === undefined ? {} : { context }),
      },
    ])
