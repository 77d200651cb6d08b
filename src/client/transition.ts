import type { ActorRefLike, InspectionEvent, Observer, Subscription } from 'xstate'

/** One step of one chart. */
export interface Transition {
  /** Of the chart: `session`, `conversation`, … */
  readonly machine: string
  /** Of the actor, unique within the client. */
  readonly actor: string
  /** The innermost states that were left; of several regions, those that changed. Empty where a chart begins. */
  readonly from: string
  /** The innermost states that were entered. */
  readonly to: string
  /** Type of the event that moved it. */
  readonly cause: string
}

const leavesOf = (value: unknown, path = ''): readonly string[] => {
  if (typeof value === 'string') return [path === '' ? value : `${path}.${value}`]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    isEmpty(inner) ? [path === '' ? key : `${path}.${key}`] : leavesOf(inner, path === '' ? key : `${path}.${key}`),
  )
}

const isEmpty = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0

const idOf = (ref: ActorRefLike): string => {
  const id: unknown = Reflect.get(ref, 'id')
  return typeof id === 'string' ? id : 'actor'
}

const without = (states: readonly string[], others: readonly string[]): string =>
  states.filter((state) => !others.includes(state)).join(', ')

/**
 * Tells every step that a chart of the client takes, from now on, by its
 * inspection alone. A step that changes no state is not told.
 */
export const watchTransitions = (
  client: { readonly inspect: (observer: Observer<InspectionEvent>) => Subscription },
  told: (transition: Transition) => void,
): Subscription => {
  const before = new WeakMap<ActorRefLike, readonly string[]>()
  return client.inspect({
    next: (inspection) => {
      if (inspection.type !== '@xstate.snapshot' || !('value' in inspection.snapshot)) return
      const { actorRef, event } = inspection
      const now = leavesOf(inspection.snapshot.value)
      const then = before.get(actorRef) ?? []
      before.set(actorRef, now)
      const [from, to] = [without(then, now), without(now, then)]
      if (event.type === 'inspection.started' || (from === '' && to === '')) return
      const actor = idOf(actorRef)
      told({ machine: actor.replace(/:\d+$/, ''), actor, from, to, cause: event.type })
    },
  })
}
