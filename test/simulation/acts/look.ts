import { isObservable } from 'rxjs'
import { expectSettled, type Party } from '../party.ts'
import type { Act } from './act.ts'

/** Of those the user who watches is the only subscriber, late or not: whatever is kept for her is hers. */
const watchedAlready: ReadonlySet<string> = new Set(['messages$'])

/** What a handle shows, whatever that is: its own members, and those of its class. */
const membersOf = (handle: object): readonly string[] => {
  const names = new Set(Object.keys(handle))
  for (const [name, descriptor] of Object.entries(
    Object.getOwnPropertyDescriptors(Object.getPrototypeOf(handle) as object),
  )) {
    if (!('value' in descriptor)) names.add(name)
  }
  return [...names]
}

const handlesOf = ({ client, ringing, asked, sent, logs }: Party): readonly object[] => {
  const conversations = client.conversations$.getSnapshot()
  const messaging = conversations.map((conversation) => conversation.messaging)
  return [...conversations, ...messaging, ...ringing, ...asked, ...sent, ...logs, client.me, client.history, client]
}

/** Reads everything that a handle shows, subscribes to every stream of it, and waits for every promise. */
export const look: Act = {
  name: 'look',
  weight: 8,
  perform: (party, { chance }) => {
    const handle = chance.oneOf(handlesOf(party))
    if (handle === undefined) return undefined
    const kind = handle.constructor.name
    for (const name of membersOf(handle)) {
      if (watchedAlready.has(name)) continue
      const value: unknown = Reflect.get(handle, name)
      if (value instanceof Promise) expectSettled(party, `${name} of ${kind}`, value)
      if (isObservable(value)) party.subscriptions.push(value.subscribe({ error: () => undefined }))
    }
    return kind
  },
}

/** Watches what goes on as somebody who only watches does, and as those do who know no Observable. */
export const watch: Act = {
  name: 'watch',
  weight: 1,
  perform: ({ client, subscriptions }) => {
    for (const stream of Object.values(client.streams)) subscriptions.push(stream.subscribe())
    client.status$.onChange(() => undefined)()
    return [client.toJSON(), client.status$.toJSON()].map((shown) => JSON.stringify(shown)).join(' ')
  },
}
