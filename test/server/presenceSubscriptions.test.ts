import { expect, test } from 'vitest'
import type { ServerOptions } from '../../src/server/index.ts'
import { drainPages } from './conversationBetween.ts'
import { eventsOf, hrefOf, serverOnVirtualClock, signIn, summary } from './wireClient.ts'

const minute = 60_000
const lene = 'lene@contoso.com'
const subscribing = [
  'people > added presenceSubscription',
  'people > added contact in subscribedContacts',
  'people > updated contactPresence in contact',
]

/** Nothing but a subscription ends in the time of a test. */
const patient = { times: { idle: 60 * minute, application: 60 * minute, inactivity: 60 * minute } }

/** Tosh's application, before he watches anybody. */
const toshOnline = async (options: ServerOptions = patient) => {
  const { server, clock } = serverOnVirtualClock(options)
  const tosh = await signIn(server, 'tosh@contoso.com')
  const people = tosh.application._embedded['people']
  const pages = async () => {
    await clock.advance(5000)
    return drainPages(tosh, clock)
  }
  const told = async () => summary(...(await pages()))
  await told()
  const subscribe = (input: object = {}) =>
    tosh.post(hrefOf(people, 'presenceSubscriptions'), { duration: 10, uris: [`sip:${lene}`], ...input })
  return { server, clock, tosh, people, subscribe, pages, told }
}

/** Tosh watches Lene for ten minutes, and has been told of it. */
const watching = async (options: ServerOptions = patient) => {
  const world = await toshOnline(options)
  const answer = await world.subscribe()
  await world.told()
  return { ...world, answer, href: hrefOf(answer.json, 'self') }
}

test('makes a subscription, and shows it', async () => {
  const { tosh, people, subscribe, told } = await toshOnline()

  const answer = await subscribe()
  const href = hrefOf(answer.json, 'self')

  expect(answer.status).toBe(201)
  expect(answer.headers['Location']).toBe(href)
  expect(answer.json).toEqual({
    id: expect.any(String) as string,
    _links: { self: { href } },
    rel: 'presenceSubscription',
  })
  expect((await tosh.get(href)).json).toEqual(answer.json)
  expect((await tosh.get(hrefOf(people, 'presenceSubscriptions'))).json._embedded).toEqual({
    presenceSubscription: [answer.json],
  })
  expect(await told()).toEqual(subscribing)
})

test('lists who is subscribed to', async () => {
  const { tosh, people } = await watching()
  const list = (await tosh.get(hrefOf(people, 'subscribedContacts'))).json
  const [link] = list._links['contact'] as unknown as readonly { readonly href: string }[]

  expect((await tosh.get(link?.href ?? '')).json['uri']).toBe(`sip:${lene}`)
})

test('tells, without a body, that the presence of a contact has changed', async () => {
  const { server, tosh, pages } = await watching()
  server.control.user(lene).appears('Busy')

  const [event, ...others] = (await pages()).flatMap(eventsOf)

  expect(others).toEqual([])
  expect(event).toEqual({
    link: { rel: 'contactPresence', href: expect.any(String) as string },
    in: { rel: 'contact', href: expect.any(String) as string },
    type: 'updated',
  })
  expect((await tosh.get(event?.link.href ?? '')).json['availability']).toBe('Busy')
  expect((await tosh.get(event?.in?.href ?? '')).json['uri']).toBe(`sip:${lene}`)
})

test('holds the news back for as long as medium events may wait', async () => {
  const { server, clock, tosh } = await watching()
  server.control.user(lene).appears('Busy')
  await clock.advance(4999)

  expect(await drainPages(tosh, clock)).toEqual([])
})

test('tells that a contact comes, changes and goes', async () => {
  const { server, told } = await watching()
  const news = ['people > updated contactPresence in contact']
  const herself = await signIn(server, lene)
  expect(await told()).toEqual(news)

  const me = (await herself.get(hrefOf(herself.application._embedded['me'], 'self'))).json
  await herself.post(hrefOf(me, 'presence'), { availability: 'Busy' })
  expect(await told()).toEqual(news)

  await herself.remove(hrefOf(herself.application, 'self'))
  expect(await told()).toEqual(news)
})

test('tells nothing where nothing has changed', async () => {
  const { server, told } = await watching()
  await signIn(server, lene)
  await told()
  await signIn(server, lene, { endpointId: 'elsewhere' })

  expect(await told()).toEqual([])
})

test('tells that the note of a contact has changed', async () => {
  const { server, told } = await watching()
  server.control.user(lene).notes('At the sea')

  expect(await told()).toEqual(['people > updated contactNote in contact'])
})

test('ends a subscription at its time', async () => {
  const { server, clock, tosh, href, told } = await watching()
  await clock.advance(10 * minute - 5001)
  expect((await tosh.get(href)).status).toBe(200)
  await clock.advance(1)

  expect(await told()).toEqual([
    'people > deleted contact in subscribedContacts',
    'people > deleted presenceSubscription',
  ])
  server.control.user(lene).appears('Busy')
  expect(await told()).toEqual([])
})

test('says of a subscription that has ended what it says of an application', async () => {
  const { clock, tosh, href } = await watching()
  await clock.advance(10 * minute)

  const answers = [await tosh.get(href), await tosh.post(href, { duration: 10 }), await tosh.remove(href)]

  expect(answers.map(({ status, json }) => [status, json['subcode']])).toEqual(
    Array(3).fill([404, 'ApplicationNotFound']),
  )
})

test.each(['a body', 'a query'])('counts from now on when a subscription is extended by %s', async (by) => {
  const { clock, tosh, answer, href } = await watching()
  await clock.advance(9 * minute)

  const extended = by === 'a body' ? await tosh.post(href, { duration: 20 }) : await tosh.post(`${href}?duration=20`)

  expect([extended.status, extended.json]).toEqual([201, answer.json])
  await clock.advance(20 * minute - 1)
  expect((await tosh.get(href)).status).toBe(200)
  await clock.advance(1)
  expect((await tosh.get(href)).status).toBe(404)
})

test('drops a subscription that is deleted', async () => {
  const { server, tosh, href, told } = await watching()

  const answer = await tosh.remove(href)

  expect(answer.status).toBe(204)
  expect(await told()).toEqual([
    'people > deleted contact in subscribedContacts',
    'people > deleted presenceSubscription',
  ])
  server.control.user(lene).appears('Busy')
  expect(await told()).toEqual([])
})

test('tells once what several subscriptions are about, until the last has gone', async () => {
  const { server, tosh, href, subscribe, told } = await watching()
  await subscribe()
  expect(await told()).toEqual(subscribing.filter((event) => !event.includes('subscribedContacts')))
  server.control.user(lene).appears('Busy')
  expect(await told()).toEqual(['people > updated contactPresence in contact'])

  await tosh.remove(href)
  expect(await told()).toEqual(['people > deleted presenceSubscription'])
  server.control.user(lene).appears('Away')
  expect(await told()).toEqual(['people > updated contactPresence in contact'])
})

test('takes somebody whom it does not know', async () => {
  const { subscribe, told } = await toshOnline()

  expect((await subscribe({ uris: ['sip:stranger@example.com'] })).status).toBe(201)
  expect(await told()).toEqual(['people > added presenceSubscription'])
})

test('takes addresses in the spellings in which it takes them elsewhere', async () => {
  const { subscribe, told } = await toshOnline()
  await subscribe({ uris: ['LENE@contoso.com'] })

  expect(await told()).toEqual(subscribing)
})

test.each([
  ['duration', { duration: 9 }],
  ['duration', { duration: 31 }],
  ['duration', { duration: null }],
  ['duration', { duration: 12.5 }],
  ['uris', { uris: null }],
  ['uris', { uris: [] }],
  ['uris.0', { uris: ['nobody'] }],
])('refuses %s in %o', async (name, input) => {
  const { subscribe } = await toshOnline()

  const answer = await subscribe(input)

  expect(answer.status).toBe(400)
  expect(answer.json).toMatchObject({ subcode: 'ParameterValidationFailure', parameters: [{ name }] })
})

test('has no subscription any more after a resume', async () => {
  const { server, tosh, href } = await watching()
  server.control.resume('tosh@contoso.com')

  expect((await tosh.get(href)).status).toBe(404)
})

test('leaves no timer of an application that has gone', async () => {
  const { clock, tosh } = await watching()
  await tosh.remove(hrefOf(tosh.application, 'self'))

  expect(clock.pending()).toBe(0)
})

test('insists on its own query where hrefs have one', async () => {
  const { tosh, people, href } = await watching({ hrefQueries: true })
  const bare = (where: string) => where.replace(/\?.*/, '')

  expect([href, hrefOf(people, 'presenceSubscriptions')].map((where) => where.includes('?serverKey='))).toEqual([
    true,
    true,
  ])
  expect((await tosh.post(bare(href), { duration: 10 })).status).toBe(400)
  expect((await tosh.post(href, { duration: 10 })).status).toBe(201)
})
