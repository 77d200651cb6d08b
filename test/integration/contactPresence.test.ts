import { describe, expect, test } from 'vitest'
import type { Contact } from '../../src/runtime/contact.ts'
import type { ServerOptions } from '../../src/server/index.ts'
import { trafficOf } from './traffic.ts'
import { recorded, virtualWorld } from './world.ts'

const minute = 60_000
const lene = 'sip:lene@contoso.com'

const toshOnline = async (options: ServerOptions = {}) => {
  const world = virtualWorld(options)
  world.control.user(lene).appears('Busy')
  const tosh = await world.online('tosh')
  await world.clock.advance(6000)
  const traffic = trafficOf(tosh)
  const watch = (contact: Contact | string = lene) => {
    const seen = recorded(tosh.people.presence$(contact))
    return { ...seen, words: () => seen.values.map(({ availability }) => availability) }
  }
  return { ...world, tosh, traffic, watch }
}

/** Tosh watches Lene, who is busy. */
const watching = async (options: ServerOptions = {}) => {
  const world = await toshOnline(options)
  const seen = world.watch()
  await world.clock.advance(6000)
  return { ...world, seen }
}

test('somebody is watched by her URI alone', async () => {
  const { control, clock, seen } = await watching()
  control.user(lene).appears('Away')
  await clock.advance(5000)

  expect(seen.words()).toEqual(['unknown', 'Busy', 'Away'])
})

test('somebody is watched who could not be read because every token was refused', async () => {
  const { control, clock, watch } = await toshOnline()
  for (const link of ['search', 'presenceSubscriptions']) control.intercept({ link, times: 3 }, { status: 401 })
  const seen = watch()
  await clock.advance(2 * minute)
  control.user(lene).appears('Away')
  await clock.advance(6000)

  expect(seen.words()).toEqual(['unknown', 'Busy', 'Away'])
})

test('a contact that was found needs no other search', async () => {
  const { clock, tosh, traffic, watch } = await toshOnline()
  const [contact] = await tosh.people.myContacts()
  const seen = watch(contact)
  await clock.advance(0)

  expect(seen.words()).toEqual(['unknown', 'Busy'])
  expect(traffic.requests()).toEqual(['GET myContacts', 'GET contactPresence', 'POST presenceSubscriptions'])
})

test('nothing is read before somebody subscribes', async () => {
  const { clock, tosh, traffic } = await toshOnline()
  tosh.people.presence$(lene)
  await clock.advance(minute)

  expect(traffic.requests()).toEqual([])
})

test('a late subscriber gets the present value at once', async () => {
  const { watch } = await watching()

  expect(watch('SIP:Lene@contoso.com').words()).toEqual(['Busy'])
})

test('all subscribers to a contact share one subscription and one reading', async () => {
  const { clock, traffic, watch } = await toshOnline()
  const all = [watch(), watch(), watch()]
  await clock.advance(0)
  const late = watch()
  await clock.advance(0)

  expect([...all, late].map((seen) => seen.words().at(-1))).toEqual(Array(4).fill('Busy'))
  expect([traffic.count('POST presenceSubscriptions'), traffic.count('GET contactPresence')]).toEqual([1, 1])
})

const everybody = Array.from({ length: 250 }, (_, at) => `sip:user${at}@contoso.com`)
const users = [
  { uri: 'sip:tosh@contoso.com', name: 'Tosh', password: 'pass@word1' },
  { uri: lene, name: 'Lene', password: 'pass@word1' },
  ...everybody.map((uri, at) => ({ uri, name: `User ${at}`, password: 'x' })),
]

test('whoever is watched from one turn on is subscribed to a hundred at a time', async () => {
  const { clock, traffic, watch } = await toshOnline({ users })
  const all = everybody.map((uri) => watch(uri))
  await clock.advance(0)

  expect(traffic.count('POST presenceSubscriptions')).toBe(3)
  expect(new Set(all.map((seen) => seen.words().at(-1)))).toEqual(new Set(['Offline']))
})

test('the subscription goes with the last subscriber', async () => {
  const { control, clock, traffic, seen, watch } = await watching()
  const other = watch()
  seen.unsubscribe()
  await clock.advance(0)
  expect(traffic.count('DELETE presenceSubscription')).toBe(0)

  other.unsubscribe()
  await clock.advance(0)
  const before = traffic.requests()
  expect(before.at(-1)).toBe('DELETE presenceSubscription')
  control.user(lene).appears('Away')
  await clock.advance(60 * minute)
  expect(traffic.requests().filter((request) => request !== 'GET me')).toEqual(before)
})

test('whoever comes back in the same turn finds the subscription', async () => {
  const { clock, traffic, seen, watch } = await watching()
  seen.unsubscribe()
  const again = watch()
  await clock.advance(5000)

  expect(again.words()).toEqual(['Busy'])
  expect([traffic.count('POST presenceSubscriptions'), traffic.count('DELETE presenceSubscription')]).toEqual([1, 0])
})

test('a subscription that nobody needs any more when it is granted is deleted', async () => {
  const { control, clock, traffic, watch } = await toshOnline()
  const held = control.intercept({ link: 'presenceSubscriptions', method: 'POST' }, 'holdAnswer')
  const seen = watch()
  await held.arrived
  seen.unsubscribe()
  await clock.advance(0)
  held.release()
  await clock.advance(0)

  expect(traffic.requests().at(-1)).toBe('DELETE presenceSubscription')
})

test('the subscription is extended before its end', async () => {
  const { control, clock, traffic, seen } = await watching()
  await clock.advance(100 * minute)
  expect([traffic.count('POST presenceSubscription'), traffic.count('POST presenceSubscriptions')]).toEqual([4, 1])
  control.user(lene).appears('Away')
  await clock.advance(5000)

  expect(seen.words()).toEqual(['unknown', 'Busy', 'Away'])
})

test('an extension that fails in passing is tried again', async () => {
  const { control, clock, traffic } = await watching()
  control.intercept({ link: 'presenceSubscription', method: 'POST', times: 3 }, { status: 503 })
  await clock.advance(26 * minute)

  expect([traffic.count('POST presenceSubscription'), traffic.count('POST presenceSubscriptions')]).toEqual([4, 1])
})

test('a subscription that the server puts off for an hour is tried again after five minutes', async () => {
  const { control, clock, traffic, watch } = await toshOnline()
  const busy = { status: 503, headers: { 'Retry-After': '3600' } }
  control.intercept({ link: 'presenceSubscriptions', method: 'POST' }, busy)
  watch()
  await clock.advance(5 * minute)

  expect(traffic.count('POST presenceSubscriptions')).toBe(2)
})

const ended = { status: 404, body: { code: 'NotFound', subcode: 'ApplicationNotFound' } }

test('a subscription that has ended is made again, and the application is none the worse', async () => {
  const { control, clock, tosh, traffic, seen } = await watching()
  const gaps = recorded(tosh.gaps$)
  control.intercept({ link: 'presenceSubscription', method: 'POST' }, ended)
  await clock.advance(26 * minute)
  control.user(lene).appears('Away')
  await clock.advance(5000)

  expect(traffic.count('POST presenceSubscriptions')).toBe(2)
  expect(seen.words()).toEqual(['unknown', 'Busy', 'Away'])
  expect([gaps.values, traffic.count('POST applications')]).toEqual([[], 0])
})

describe.each(['resume', 'resync'] as const)('after a %s', (gap) => {
  test('contacts are subscribed to and read again', async () => {
    const { control, clock, seen } = await watching()
    control[gap]('tosh@contoso.com')
    control.user(lene).appears('Away')
    await clock.advance(0)
    expect(seen.words()).toEqual(['unknown', 'Busy', 'Away'])

    control.user(lene).appears('Online')
    await clock.advance(5000)
    expect(seen.words()).toEqual(['unknown', 'Busy', 'Away', 'Online'])
  })
})

test('contacts are found, subscribed to and read again in a new application', async () => {
  const { control, clock, seen } = await watching()
  control.expireApplication('tosh@contoso.com')
  await clock.advance(10_000)
  control.user(lene).appears('Away')
  await clock.advance(5000)

  expect(seen.words()).toEqual(['unknown', 'Busy', 'unknown', 'Busy', 'Away'])
})

test('a contact of an application that is gone is found by her URI', async () => {
  const { control, clock, tosh, watch } = await toshOnline()
  const [contact] = await tosh.people.myContacts()
  control.expireApplication('tosh@contoso.com')
  await clock.advance(10_000)
  const seen = watch(contact)
  await clock.advance(0)

  expect(seen.words()).toEqual(['unknown', 'Busy'])
})

test('whoever is watched before the sign-in is read after it', async () => {
  const { client, clock, control } = virtualWorld()
  control.user(lene).appears('Busy')
  const tosh = client('tosh')
  const seen = recorded(tosh.people.presence$(lene))
  await tosh.connect()
  await clock.advance(0)

  expect(seen.values.map(({ availability }) => availability)).toEqual(['unknown', 'Busy'])
})

test('the presence is unknown after a sign-out', async () => {
  const { tosh, seen } = await watching()
  await tosh.signOut()

  expect([seen.words(), seen.isComplete()]).toEqual([['unknown', 'Busy', 'unknown'], false])
})

test('nothing is sent on close', async () => {
  const { clock, tosh, traffic, seen } = await watching()
  const before = traffic.requests()
  tosh.close()
  await clock.advance(60 * minute)

  expect([seen.isComplete(), traffic.requests()]).toEqual([true, before])
  expect(recorded(tosh.people.presence$(lene))).toMatchObject({
    values: [{ availability: 'unknown' }],
  })
})

test.each(['sip:nobody@example.com', 'no address at all', 'tel:+41311234567', ''])(
  'the presence of %o is unknown',
  async (uri) => {
    const { clock, watch } = await toshOnline()
    const [seen, lenes] = [watch(uri), watch()]
    await clock.advance(6000)

    expect([seen.words(), lenes.words()]).toEqual([['unknown'], ['unknown', 'Busy']])
  },
)

test('a contact whom no search finds is known by the events about her', async () => {
  const { control, clock, watch } = await toshOnline()
  control.intercept(
    { link: 'search' },
    { status: 200, body: { rel: 'search', _links: {}, _embedded: { contact: [] } } },
  )
  const seen = watch()
  await clock.advance(6000)

  expect(seen.words()).toEqual(['unknown', 'Busy'])
})

test('the presence is read once where the server takes no subscription', async () => {
  const { control, clock, traffic, watch } = await toshOnline()
  control.intercept(
    { link: 'presenceSubscriptions', method: 'POST', times: 100 },
    { status: 403, body: { code: 'Forbidden', subcode: 'LimitExceeded' } },
  )
  const seen = watch()
  await clock.advance(60 * minute)

  expect([seen.words(), traffic.count('POST presenceSubscriptions')]).toEqual([['unknown', 'Busy'], 1])
})

test('a change that comes while the presence is read is read too', async () => {
  const { control, clock, seen } = await watching()
  const held = control.intercept({ link: 'contactPresence' }, 'holdAnswer')
  control.user(lene).appears('Away')
  await clock.advance(5000)
  control.user(lene).appears('Online')
  await clock.advance(5000)
  held.release()
  await clock.advance(0)

  expect(seen.words()).toEqual(['unknown', 'Busy', 'Away', 'Online'])
})

test('suspending stops the extension, and resuming begins anew', async () => {
  const { control, clock, tosh, traffic, seen } = await watching()
  tosh.suspend()
  await clock.advance(10 * minute)
  const before = traffic.requests()
  control.user(lene).appears('Away')
  tosh.resume()
  await clock.advance(5000)

  expect(before.filter((request) => request === 'POST presenceSubscriptions')).toHaveLength(1)
  expect(seen.words()).toEqual(['unknown', 'Busy', 'unknown', 'Away'])
  expect(traffic.count('POST presenceSubscriptions')).toBe(2)
})

test('somebody is searched for until there is an answer', async () => {
  const { control, clock, watch } = await toshOnline()
  control.intercept({ link: 'search', times: 5 }, { status: 503 })
  const seen = watch()
  await clock.advance(2 * minute)
  expect(seen.words()).toEqual(['unknown', 'Busy'])
})

test('somebody who is watched no more is not read any more', async () => {
  const { control, clock, seen, traffic } = await watching()
  control.intercept({ link: 'contactPresence', times: 1000 }, { status: 503 })
  control.user(lene).appears('Away')
  await clock.advance(10_000)
  seen.unsubscribe()
  const before = traffic.count('GET contactPresence')
  await clock.advance(10 * minute)
  expect([before > 1, traffic.count('GET contactPresence') - before]).toEqual([true, 0])
})
