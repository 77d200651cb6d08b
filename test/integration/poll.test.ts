import { concatMap, NEVER } from 'rxjs'
import { describe, expect, test } from 'vitest'
import { letGo } from './wire.ts'
import { connectedToPuppet, recorded, rejection, until, virtualWorld, connectedPair, loopback } from './world.ts'

const me = 'tosh@contoso.com'
const lene = 'lene@contoso.com'

describe.each([408, 429, 500, 502, 503, 504])('%d on the P-GET', (status) => {
  test('is waited out', async () => {
    const world = virtualWorld()
    const { tosh } = await connectedToPuppet(world)
    world.control.intercept({ link: 'events' }, { status })
    const { values } = recorded(tosh.status$)
    letGo(world.control)
    await world.clock.advance(2000)
    expect(values).toEqual([
      { state: 'available' },
      expect.objectContaining({
        state: 'waiting',
        step: 'polling',
        attempt: 1,
        cause: expect.objectContaining({ name: 'Refused', status }) as unknown,
      }),
    ])
  })
})

test('Retry-After says when the P-GET is repeated', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  world.control.intercept({ link: 'events' }, { status: 503, headers: { 'Retry-After': '120' } })
  letGo(world.control)
  await world.settle()
  expect(tosh.status$.getSnapshot()).toMatchObject({ state: 'waiting', retryAt: world.clock.now() + 120_000 })
})

test('the P-GET is not repeated before', async () => {
  const world = virtualWorld()
  await connectedToPuppet(world)
  world.control.intercept({ link: 'events' }, { status: 503, headers: { 'Retry-After': '120' } })
  letGo(world.control)
  await world.settle()
  await world.clock.advance(119_000)
  const before = world.control.parked(me)
  await world.clock.advance(2000)
  expect([before, world.control.parked(me)]).toEqual([0, 1])
})

test('the client is available again when a P-GET brings something', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  world.control.intercept({ link: 'events' }, { status: 503 })
  letGo(world.control)
  await world.clock.advance(2000)
  world.control.user(lene).says(me, 'Hi')
  await world.settle()
  expect(tosh.status$.getSnapshot()).toEqual({ state: 'available' })
})

test('waits grow while the P-GET goes on failing', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  const broken = world.control.intercept({ link: 'events', times: 100 }, 'dropBefore')
  const { values } = recorded(tosh.status$)
  letGo(world.control)
  await world.clock.advance(120_000)
  const attempts = values.flatMap((status) => (status.state === 'waiting' ? [status.attempt] : []))
  expect([attempts.slice(0, 4), attempts.length < 12]).toEqual([[1, 2, 3, 4], true])
  broken.remove()
})

const replacedBody = { code: 'Conflict', subcode: 'PGetReplaced', message: 'no' }

test('a foreign instance that polls leaves the client replaced', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  world.control.intercept({ link: 'events', times: 2 }, { status: 409, body: replacedBody })
  letGo(world.control)
  await world.clock.advance(10_000)
  expect([tosh.status$.getSnapshot(), world.control.parked(me)]).toEqual([{ state: 'replaced' }, 0])
})

test('a single PGetReplaced is the own overtaken retry', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  world.control.intercept({ link: 'events' }, { status: 409, body: replacedBody })
  letGo(world.control)
  await world.clock.advance(10_000)
  expect([tosh.status$.getSnapshot().state, world.control.parked(me)]).not.toEqual(['replaced', 0])
  expect(world.control.parked(me)).toBe(1)
})

test('connect takes a replaced channel back', async () => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  world.control.intercept({ link: 'events', times: 2 }, { status: 409, body: replacedBody })
  letGo(world.control)
  await world.clock.advance(10_000)
  const { values } = recorded(conversation.messages$)
  await tosh.connect()
  world.control.user(lene).says(me, 'Hi')
  await world.settle()
  expect([tosh.status$.getSnapshot(), values.map(({ text }) => text)]).toEqual([{ state: 'available' }, ['Hi']])
})

test('two clients with one endpoint fight once', async () => {
  const world = virtualWorld()
  const first = await world.online('tosh', { endpointId: 'same' })
  const second = await world.online('tosh', { endpointId: 'same' })
  await world.clock.advance(60_000)
  expect([first, second].map(({ status$ }) => status$.getSnapshot().state).sort()).toContain('replaced')
  expect(world.control.parked(me)).toBe(1)
})

describe.each(['InactiveApplicationExpired', 'TooManyApplications', 'UserAgentNotAllowed'] as const)(
  '410 %s',
  (subcode) => {
    test('ends the client with the reason', async () => {
      const world = virtualWorld()
      const { tosh } = await connectedToPuppet(world)
      world.control.expireApplication(me, subcode)
      await world.settle()
      expect(tosh.status$.getSnapshot()).toMatchObject({ state: 'ended', reason: { status: 410, subcode } })
    })

    test('is not fought', async () => {
      const world = virtualWorld()
      await connectedToPuppet(world)
      world.control.expireApplication(me, subcode)
      await world.settle()
      const sent = world.http.requests.length
      await world.clock.advance(3_600_000)
      expect(world.http.operations().slice(sent)).toEqual([])
    })

    test('leaves connect to begin anew', async () => {
      const world = virtualWorld()
      const { tosh } = await connectedToPuppet(world)
      world.control.expireApplication(me, subcode)
      await world.settle()
      await expect(tosh.connect()).resolves.toBeUndefined()
    })
  },
)

test('404 ApplicationNotFound on a command brings a new application', async () => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  const body = { code: 'NotFound', subcode: 'ApplicationNotFound' }
  world.control.intercept({ link: 'setIsTyping' }, { status: 404, body })
  const gaps = recorded(tosh.gaps$)
  conversation.setIsTyping()
  await world.clock.advance(2000)
  expect([gaps.values.map(({ cause }) => cause), tosh.status$.getSnapshot()]).toEqual([
    ['recreated'],
    { state: 'available' },
  ])
})

test('a P-GET that the server lets go with nothing is followed by the next', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  await world.clock.advance(3 * 180_000)
  expect([tosh.status$.getSnapshot(), world.control.parked(me)]).toEqual([{ state: 'available' }, 1])
})

test('a P-GET that hangs without closing is repeated after its own time-out', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  const { values } = recorded(conversation.messages$)
  world.control.intercept({ link: 'events' }, 'holdAnswer')
  letGo(world.control)
  await world.settle()
  world.control.user(lene).says(me, 'Hi')
  await world.clock.advance(215_000)
  expect(values.map(({ text }) => text)).toEqual(['Hi'])
})

test('the same response twice is handled once', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  const { values } = recorded(conversation.messages$)
  world.control.intercept({ link: 'events' }, 'dropAfter')
  letGo(world.control)
  await world.settle()
  world.control.user(lene).says(me, 'Hi')
  await world.clock.advance(5000)
  expect(values.map(({ text }) => text)).toEqual(['Hi'])
})

test('a slow subscriber does not hold up the poll', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  conversation.messages$.pipe(concatMap(() => NEVER)).subscribe()
  const { values } = recorded(conversation.messages$)
  for (const text of ['one', 'two', 'three']) {
    world.control.user(lene).says(me, text)
    await world.settle()
  }
  expect([values.length, world.control.parked(me)]).toEqual([3, 1])
})

test('messages sent to a client with a slow subscriber are delivered', async () => {
  const { toLene, toTosh } = await connectedPair(await loopback())
  toTosh.messages$.pipe(concatMap(() => NEVER)).subscribe()
  await expect(toLene.send('Hi').delivered).resolves.toBeUndefined()
  await expect(until(toLene.messages$, () => true)).resolves.toBeDefined()
})

test('a token that ends in the middle is renewed by the poll', async () => {
  const world = virtualWorld()
  const { tosh, conversation } = await connectedToPuppet(world)
  const { values } = recorded(conversation.messages$)
  world.control.expireToken(me)
  letGo(world.control)
  await world.settle()
  world.control.user(lene).says(me, 'Hi')
  await world.settle()
  expect([tosh.status$.getSnapshot(), values.map(({ text }) => text)]).toEqual([{ state: 'available' }, ['Hi']])
})

test('a token that ends in the middle is renewed by a command', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  world.control.expireToken(me)
  const message = conversation.send('Hi')
  await world.settle()
  expect([message.status$.getSnapshot(), world.control.user(lene).heard().length]).toEqual(['Succeeded', 1])
})

test('poll and commands that meet a 401 at the same time share one token request', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  world.control.expireToken(me)
  const sent = world.http.requests.length
  letGo(world.control)
  conversation.send('Hi')
  conversation.setIsTyping()
  await world.settle()
  expect(
    world.http
      .operations()
      .slice(sent)
      .filter((operation) => operation === 'token'),
  ).toEqual(['token'])
})

test('a password that stops being right ends the client', async () => {
  const world = virtualWorld()
  const { tosh } = await connectedToPuppet(world)
  world.control.expireToken(me)
  world.control.intercept({ link: 'token', times: 9 }, { status: 400, body: { error: 'invalid_grant' } })
  letGo(world.control)
  await world.clock.advance(3_600_000)
  expect([
    tosh.status$.getSnapshot(),
    world.http.operations().filter((operation) => operation === 'token').length,
  ]).toMatchObject([{ state: 'ended', reason: { name: 'TokenRefused', error: 'invalid_grant' } }, 2])
})

test('a command that meets a password which stopped being right says so', async () => {
  const world = virtualWorld()
  const { conversation } = await connectedToPuppet(world)
  world.control.expireToken(me)
  world.control.intercept({ link: 'token', times: 9 }, { status: 400, body: { error: 'invalid_grant' } })
  const failure = rejection(conversation.send('Hi').delivered)
  await world.settle()
  expect(await failure).toMatchObject({ name: 'DeliveryFailed', failure: { name: 'TokenRefused' } })
})
