import { expect, test } from 'vitest'
import { drainPages } from './conversationBetween.ts'
import { ask, hrefOf, serverOnVirtualClock, signIn, tokenFor } from './wireClient.ts'

const identity = { userAgent: 'test', endpointId: 'endpoint', culture: 'en-US' }

const create = async (input: object = identity) => {
  const { server, clock } = serverOnVirtualClock()
  const token = await tokenFor(server, 'tosh@contoso.com')
  const post = (body: object) => ask(server, 'POST', '/ucwa/oauth/v1/apps', { token, body })
  return { server, clock, token, post, created: await post(input) }
}

test('creates an application and shows all of it', async () => {
  const { created } = await create()

  expect(created.status).toBe(201)
  expect(created.json).toMatchObject({ ...identity, rel: 'application', id: expect.any(String) as string })
  expect(Object.keys(created.json._links)).toEqual(['self', 'policies', 'batch', 'events'])
  expect(hrefOf(created.json, 'events')).toMatch(/\?ack=1$/)
  expect(Object.keys(created.json._embedded)).toEqual(['me', 'people', 'onlineMeetings', 'communication'])
  expect(Object.keys(created.json._embedded['me']?._links ?? {})).toEqual(['self', 'makeMeAvailable'])
  expect(created.json._embedded['communication']).toMatchObject({
    supportedModalities: [],
    supportedMessageFormats: ['Plain'],
    etag: expect.any(String) as string,
  })
  expect(hrefOf(created.json._embedded['communication'], 'conversations')).toMatch(/\?filter=active$/)
})

test('gives communication a property with a random name for PUT', async () => {
  const { created } = await create()

  const names = Object.entries(created.json._embedded['communication'] ?? {})
    .filter(([, value]) => value === 'please pass this in a PUT request')
    .map(([name]) => name)

  expect(names).toEqual([expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)])
})

test('takes input names without regard to case', async () => {
  const { created } = await create({ UserAgent: 'test', EndpointID: 'endpoint', culture: 'en-US' })

  expect(created.status).toBe(201)
  expect(created.json).toMatchObject(identity)
})

test.each([
  [{ userAgent: 'test', culture: 'en-US' }, 'endpointId'],
  [{ ...identity, userAgent: '' }, 'userAgent'],
  [{ ...identity, endpointId: 'x'.repeat(101) }, 'endpointId'],
  [{ ...identity, culture: 7 }, 'culture'],
])('refuses %j and names %s', async (input, name) => {
  const { created } = await create(input)

  expect(created.status).toBe(400)
  expect(created.json).toMatchObject({
    code: 'BadRequest',
    subcode: 'ParameterValidationFailure',
    parameters: [{ name }],
  })
})

test('gives the same client the same application', async () => {
  const { created, post } = await create()

  const again = await post(identity)

  expect(again.status).toBe(200)
  expect(again.json).toEqual(created.json)
})

test('shows the same client where it has not acknowledged events yet', async () => {
  const { server, token, created, post } = await create()
  server.control.emit('tosh@contoso.com', [{ rel: 'x', href: '/x', events: [] }])
  const page = await ask(server, 'GET', hrefOf(created.json, 'events'), { token })
  const parked = ask(server, 'GET', hrefOf(page.json, 'next'), { token }).catch(() => undefined)

  const again = await post(identity)
  server.control.forgetApplications()
  await parked

  expect(hrefOf(again.json, 'events')).toBe(hrefOf(page.json, 'next'))
})

test.each(['endpointId', 'userAgent', 'culture'])('makes another application for another %s', async (name) => {
  const { created, post } = await create()

  const other = await post({ ...identity, [name]: 'other' })

  expect(other.status).toBe(201)
  expect(hrefOf(other.json, 'self')).not.toBe(hrefOf(created.json, 'self'))
})

test('names no relation in a path', async () => {
  const { created } = await create()

  const hrefs = (resource: typeof created.json): readonly [string, string][] => [
    ...Object.entries(resource._links).map(([rel, { href }]): [string, string] => [rel, href]),
    ...Object.values({ ...resource._embedded }).flatMap(hrefs),
  ]

  for (const [rel, href] of hrefs(created.json)) {
    expect(href).toMatch(/^\//)
    expect(href.split('/').at(-1)?.split('?')[0]).not.toBe(rel)
  }
})

test.each(['application', 'me', 'people', 'onlineMeetings', 'communication'])(
  'answers GET on %s as it was embedded',
  async (rel) => {
    const { server, token, created } = await create()
    const resource = rel === 'application' ? created.json : created.json._embedded[rel]

    const got = await ask(server, 'GET', hrefOf(resource, 'self'), { token })

    expect(got.json).toEqual(resource)
  },
)

test('lists the other users as contacts', async () => {
  const { server, token, created } = await create()

  const { json } = await ask(server, 'GET', hrefOf(created.json._embedded['people'], 'myContacts'), { token })

  expect(json._embedded['contact']).toMatchObject([{ uri: 'sip:lene@contoso.com', name: 'Lene Aaling' }])
})

test('makes a user available once', async () => {
  const { server } = serverOnVirtualClock()
  const tosh = await signIn(server, 'tosh@contoso.com', { available: false })
  const href = hrefOf(tosh.application._embedded['me'], 'makeMeAvailable')

  const first = await tosh.post(href, {
    SupportedModalities: ['Messaging'],
    supportedMessageFormats: ['Plain', 'Html'],
  })
  const second = await tosh.post(href, {})

  expect([first.status, first.text]).toEqual([204, ''])
  expect(second.status).toBe(409)
  expect(second.json['subcode']).toBe('AlreadyExists')
  const communication = await tosh.get(hrefOf(tosh.application._embedded['communication'], 'self'))
  expect(communication.json).toMatchObject({
    supportedModalities: ['Messaging'],
    supportedMessageFormats: ['Plain', 'Html'],
  })
})

test('shows an available user other links', async () => {
  const { server } = serverOnVirtualClock()
  const tosh = await signIn(server, 'tosh@contoso.com')

  const { json } = await tosh.get(hrefOf(tosh.application._embedded['me'], 'self'))

  expect(Object.keys(json._links)).toEqual(['self', 'presence', 'note', 'location', 'reportMyActivity'])
  for (const rel of ['presence', 'note', 'location']) {
    expect((await tosh.get(hrefOf(json, rel))).json['rel']).toBe(rel)
  }
  expect((await tosh.post(hrefOf(json, 'reportMyActivity'))).status).toBe(204)
})

test('takes makeMeAvailable without a body', async () => {
  const { server } = serverOnVirtualClock()
  const tosh = await signIn(server, 'tosh@contoso.com', { available: false })

  expect((await tosh.post(hrefOf(tosh.application._embedded['me'], 'makeMeAvailable'))).status).toBe(204)
})

test.each([
  [{ supportedModalities: ['Audio'] }, 403],
  [{ supportedModalities: ['Telepathy'] }, 400],
  [{ signInAs: 'Asleep' }, 400],
  [{ inactiveTimeout: 'soon' }, 400],
  [{ inactiveTimeout: '00:05:00' }, 204],
  [{ inactiveTimeout: 'PT5M' }, 204],
  [{ inactiveTimeout: 5 }, 204],
])('answers makeMeAvailable with %j %i', async (input, status) => {
  const { server } = serverOnVirtualClock()
  const tosh = await signIn(server, 'tosh@contoso.com', { available: false })

  expect((await tosh.post(hrefOf(tosh.application._embedded['me'], 'makeMeAvailable'), input)).status).toBe(status)
})

test.each(['pulse', 'status', 'memo', 'whereabouts'])('wants makeMeAvailable before %s', async (path) => {
  const { server } = serverOnVirtualClock()
  const tosh = await signIn(server, 'tosh@contoso.com', { available: false })
  const href = `${hrefOf(tosh.application._embedded['me'], 'self')}/${path}`

  const answer = path === 'pulse' ? await tosh.post(href) : await tosh.get(href)

  expect(answer.status).toBe(409)
  expect(answer.json['subcode']).toBe('MakeMeAvailableRequired')
})

test('signs out by DELETE', async () => {
  const { server } = serverOnVirtualClock()
  const tosh = await signIn(server, 'tosh@contoso.com')
  const href = hrefOf(tosh.application, 'self')

  const deleted = await tosh.remove(href)
  const after = await tosh.get(href)

  expect(deleted.status).toBe(204)
  expect(after.status).toBe(404)
  expect(after.json['subcode']).toBe('ApplicationNotFound')
})

test('answers the parked P-GET of an application that is deleted 404', async () => {
  const { server } = serverOnVirtualClock()
  const tosh = await signIn(server, 'tosh@contoso.com')
  const parked = ask(server, 'GET', tosh.next(), { token: tosh.token })

  await tosh.remove(hrefOf(tosh.application, 'self'))

  expect((await parked).json['subcode']).toBe('ApplicationNotFound')
})

test('ends an application that asks for no events for 15 minutes', async () => {
  const { server, clock } = serverOnVirtualClock()
  const tosh = await signIn(server, 'tosh@contoso.com')
  await clock.advance(5000)
  await drainPages(tosh, clock)
  await clock.advance(899_999)
  const before = await tosh.get(hrefOf(tosh.application, 'self'))

  await clock.advance(900_000)

  expect(before.status).toBe(200)
  expect((await tosh.get(hrefOf(tosh.application, 'self'))).json['subcode']).toBe('ApplicationNotFound')
})

test('a parked P-GET keeps the application', async () => {
  const { server, clock } = serverOnVirtualClock({ times: { inactivity: 10_000_000, idle: 10_000_000 } })
  const tosh = await signIn(server, 'tosh@contoso.com')
  await clock.advance(5000)
  await drainPages(tosh, clock)
  const page = tosh.page('&timeout=1800')

  await clock.advance(1_800_000)

  expect((await page).sender).toEqual([])
})

test('ends an available application that reports no activity', async () => {
  const { server, clock } = serverOnVirtualClock({ times: { inactivity: 60_000 } })
  const tosh = await signIn(server, 'tosh@contoso.com')
  const me = await tosh.get(hrefOf(tosh.application._embedded['me'], 'self'))
  await clock.advance(59_999)
  await tosh.post(hrefOf(me.json, 'reportMyActivity'))
  await clock.advance(59_999)
  const before = await tosh.get(hrefOf(tosh.application, 'self'))

  await clock.advance(1)

  const after = await tosh.get(hrefOf(tosh.application, 'self'))
  expect(before.status).toBe(200)
  expect([after.status, after.json['subcode']]).toEqual([410, 'InactiveApplicationExpired'])
})

test.each([
  [404, 404, 'ApplicationNotFound'],
  ['InactiveApplicationExpired', 410, 'InactiveApplicationExpired'],
  ['TooManyApplications', 410, 'TooManyApplications'],
  ['UserAgentNotAllowed', 410, 'UserAgentNotAllowed'],
] as const)('expires an application with %s', async (end, status, subcode) => {
  const { server } = serverOnVirtualClock()
  const tosh = await signIn(server, 'tosh@contoso.com')
  const parked = ask(server, 'GET', tosh.next(), { token: tosh.token })

  server.control.expireApplication('tosh@contoso.com', end)

  expect((await parked).json['subcode']).toBe(subcode)
  expect((await tosh.get(hrefOf(tosh.application, 'self'))).status).toBe(status)
})
