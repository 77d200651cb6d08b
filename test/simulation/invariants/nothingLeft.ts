import type { Invariant } from './invariant.ts'

/** After close nothing is left: timers, requests, actors, subscriptions. */
export const nothingLeft: Invariant = {
  name: 'nothingLeft',
  watch: (violated) => ({
    hear: (happening) => {
      if (happening.kind !== 'closed') return
      const left = Object.entries(happening.left).filter(([, count]) => count > 0)
      if (left.length > 0)
        violated(`${happening.party} leaves ${left.map(([kind, count]) => `${count} ${kind}`).join(', ')}`)
    },
    over: ({ devices }) => {
      const waiting = devices.flatMap(({ parties }) => parties).flatMap(({ promises }) => [...promises.values()])
      if (waiting.length > 0) violated(`${waiting.join(', ')} never settled`)
    },
  }),
}
