import { chartOf } from './chartOf.ts'
import { transitionIdOf, type PlacedTransition } from './identity.ts'
import { layoutOf } from './layout/elk.ts'
import type { Charts } from './recording/recorder.ts'

/** What a recorder must know of charts. ELK is loaded when the first one is laid out. */
export const createCharts = (): Charts => {
  const names = new WeakMap<object, string>()
  const counts = new Map<string, number>()
  return {
    nameOf: ({ config, id }) => {
      const known = names.get(config)
      if (known !== undefined) return known
      const count = (counts.get(id) ?? 0) + 1
      const name = count === 1 ? id : `${id}~${count}`
      counts.set(id, count)
      names.set(config, name)
      return name
    },
    chartOf,
    layoutOf,
    arrowsOf: (transitions) =>
      transitions.flatMap((transition) => transitionIdOf(transition as PlacedTransition) ?? []),
  }
}
