import { expectDone, expectSettled } from '../party.ts'
import type { Act } from './act.ts'
import { somebodyElse } from './talk.ts'

export const setPresence: Act = {
  name: 'setPresence',
  weight: 1,
  perform: (party, { chance }) => {
    const { me } = party.client
    const availability = chance.pick(['Online', 'Busy', 'DoNotDisturb', 'Away', undefined] as const)
    expectDone(party, 'presence', availability === undefined ? me.resetPresence() : me.setPresence(availability))
    return availability ?? 'nothing'
  },
}

export const setNote: Act = {
  name: 'setNote',
  weight: 1,
  perform: (party, { chance, words }) => {
    const { me } = party.client
    const note = chance.happens(0.7) ? words() : undefined
    expectDone(party, 'note', note === undefined ? me.resetNote() : me.setNote(note))
    return note ?? 'nothing'
  },
}

export const reportMyActivity: Act = {
  name: 'reportMyActivity',
  weight: 1,
  perform: ({ client: { me } }) => {
    me.reportMyActivity()
    return ''
  },
}

export const search: Act = {
  name: 'search',
  weight: 0.5,
  perform: (party, { chance }) => {
    const { people } = party.client
    const query = chance.pick(['o', 'lene', undefined] as const)
    expectSettled(party, `search ${query}`, query === undefined ? people.myContacts() : people.search(query))
    return query ?? 'everybody'
  },
}

/** Watches how somebody appears, or looks away. */
export const watchPresence: Act = {
  name: 'watchPresence',
  weight: 1.5,
  perform: (party, around) => {
    const uri = somebodyElse(party, around)
    if (uri === undefined) return undefined
    const { watched, client, subscriptions } = party
    const before = watched.get(uri)
    if (before !== undefined) {
      before.subscription.unsubscribe()
      watched.delete(uri)
      return `${uri} no more`
    }
    const seen = { availability: '' }
    const subscription = client.people.presence$(uri).subscribe(({ availability }) => {
      seen.availability = availability
    })
    watched.set(uri, { subscription, seen })
    subscriptions.push(subscription)
    return uri
  },
}
