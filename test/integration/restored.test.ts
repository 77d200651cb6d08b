import { expect, test } from 'vitest'
import { withQuery } from '../../src/protocol/hypermedia.ts'
import { format, recorded, virtualWorld, type VirtualWorld } from './world.ts'

const me = 'tosh@contoso.com'
const lene = 'lene@contoso.com'

/** How an application is lost, and what the server has to be told again after it. */
const losses: readonly (readonly [string, (world: VirtualWorld) => void])[] = [
  ['an application that is gone', ({ control }) => control.expireApplication(me)],
  ['a restart of the server', ({ control }) => control.forgetApplications()],
]

const resumed = ['a resume', ({ control }: VirtualWorld) => control.resume(me)] as const

const lost = async (lose: (world: VirtualWorld) => void, world: VirtualWorld) => {
  await world.clock.advance(60_000)
  const from = world.http.requests.length
  lose(world)
  await world.clock.advance(5000)
  return world.http.requests.slice(from)
}

test.each(losses)('after %s the user appears as before', async (_, lose) => {
  const world = virtualWorld()
  const tosh = await world.online('tosh', { availability: 'Busy', supportedModalities: ['Messaging', 'PhoneAudio'] })
  const requests = await lost(lose, world)
  const [asked] = requests.filter(({ operation }) => operation === 'makeMeAvailable')
  const availability = recorded(tosh.me.presence$)
  await world.settle()
  expect([format.parse(asked?.body ?? ''), availability.values.at(-1)?.availability]).toMatchObject([
    { right: { signInAs: 'Busy', supportedModalities: ['Messaging', 'PhoneAudio'] } },
    'Busy',
  ])
})

test.each(losses)('after %s a user who wants to lurk does not appear', async (_, lose) => {
  const world = virtualWorld()
  const tosh = await world.online('tosh', { availability: 'lurking' })
  const requests = await lost(lose, world)
  expect([
    requests.some(({ operation }) => operation === 'makeMeAvailable'),
    tosh.status$.getSnapshot(),
    world.control.parked(me),
  ]).toEqual([false, { state: 'lurking' }, 1])
})

test.each([...losses, resumed])('after %s the presence of contacts is subscribed to, and followed', async (_, lose) => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  const presence = recorded(tosh.people.presence$('sip:lene@contoso.com'))
  world.control.user(lene).appears('Busy')
  const requests = await lost(lose, world)
  const subscriptions = requests.filter(({ operation }) => operation === 'presenceSubscriptions').length
  world.control.user(lene).appears('Away')
  await world.clock.advance(10_000)
  expect([subscriptions, presence.values.at(-1)?.availability]).toEqual([1, 'Away'])
})

test.each([...losses, resumed])('after %s the server is told again how to hold events back', async (_, lose) => {
  const world = virtualWorld()
  await world.online('tosh', { aggregation: { timeout: 900, medium: 30, low: 60, priority: 2 } })
  const requests = await lost(lose, world)
  const polls = requests.filter(({ operation }) => operation === 'events').map(({ url }) => url)
  const told = polls.filter((url) => url === withQuery(url, { timeout: 900, medium: 30, low: 60, priority: 2 }))
  expect([told.length, polls.length - told.length <= 2]).toEqual([1, true])
})

test.each(losses)('after %s the application is that of the same endpoint', async (_, lose) => {
  const world = virtualWorld()
  await world.online('tosh', { endpointId: 'laptop', userAgent: 'a bot', culture: 'de-AT' })
  const requests = await lost(lose, world)
  const asked = requests.filter(({ operation }) => operation === 'applications')
  expect(asked.map(({ body = '' }) => format.parse(body))).toMatchObject([
    { right: { endpointId: 'laptop', userAgent: 'a bot', culture: 'de-AT' } },
  ])
})

test('a contact who is watched by nobody any more is not subscribed to again', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  const presence = recorded(tosh.people.presence$('sip:lene@contoso.com'))
  await world.settle()
  presence.unsubscribe()
  const requests = await lost(({ control }) => control.expireApplication(me), world)
  expect(requests.filter(({ operation }) => operation === 'presenceSubscriptions')).toEqual([])
})
