import type { Invariant } from './invariant.ts'

/** At most one P-GET is outstanding per instance. */
export const onePollOutstanding: Invariant = {
  name: 'onePollOutstanding',
  watch: (violated) => {
    const polls = new Map<number, string>()
    return {
      hear: (happening) => {
        if (happening.kind === 'answered') polls.delete(happening.id)
        if (happening.kind !== 'asked' || happening.request.operation !== 'events') return
        const { party, id } = happening
        if ([...polls.values()].includes(party)) violated(`${party} polls twice at a time`)
        polls.set(id, party)
      },
    }
  },
}
