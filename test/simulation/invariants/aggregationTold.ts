import type { Invariant } from './invariant.ts'

const names = ['timeout', 'medium', 'low', 'priority']

const toldIn = (url: string): string => {
  const { searchParams } = new URL(url)
  return names.flatMap((name) => (searchParams.has(name) ? [`${name}=${searchParams.get(name)}`] : [])).join('&')
}

/** What is asked for: the same again says that the answer was given up unread, as by a machine that wakes; the next tells anew. */
const placeIn = (url: string): string => {
  const place = new URL(url)
  for (const name of names) place.searchParams.delete(name)
  return place.href
}

/** Whoever has told the server how to hold events back tells it again whenever the server has forgotten it. */
export const aggregationTold: Invariant = {
  name: 'aggregationTold',
  watch: (violated) => {
    /** What each client said first. */
    const wanted = new Map<string, string>()
    /** Clients that have to say it with their next poll. */
    const due = new Set<string>()
    /** Where each client has asked last. */
    const places = new Map<string, string>()
    return {
      hear: (happening) => {
        if (happening.kind === 'channel' || happening.kind === 'forgotten') due.add(happening.party)
        if (happening.kind !== 'asked' || happening.request.operation !== 'events') return
        const { party, request } = happening
        const place = placeIn(request.url)
        const isAgain = places.get(party) === place
        places.set(party, place)
        const told = toldIn(request.url)
        const first = wanted.get(party)
        if (first === undefined) wanted.set(party, told)
        else if (due.has(party) && told !== first && !isAgain) violated(`${party} does not say ${first} again`)
        due.delete(party)
      },
    }
  },
}
