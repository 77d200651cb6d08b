import type { Invariant } from './invariant.ts'

const names = ['timeout', 'medium', 'low', 'priority']

const toldIn = (url: string): string => {
  const { searchParams } = new URL(url)
  return names.flatMap((name) => (searchParams.has(name) ? [`${name}=${searchParams.get(name)}`] : [])).join('&')
}

/** Whoever has told the server how to hold events back tells it again whenever the server has forgotten it. */
export const aggregationTold: Invariant = {
  name: 'aggregationTold',
  watch: (violated) => {
    /** What each client said first. */
    const wanted = new Map<string, string>()
    /** Clients that have to say it with their next poll. */
    const due = new Set<string>()
    return {
      hear: (happening) => {
        if (happening.kind === 'channel' || happening.kind === 'forgotten') due.add(happening.party)
        if (happening.kind !== 'asked' || happening.request.operation !== 'events') return
        const { party, request } = happening
        const told = toldIn(request.url)
        const first = wanted.get(party)
        if (first === undefined) wanted.set(party, told)
        else if (due.has(party) && told !== first) violated(`${party} does not say ${first} again`)
        due.delete(party)
      },
    }
  },
}
