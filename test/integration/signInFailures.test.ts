import { createServer as createNetServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { createClient } from '../../src/client/createClient.ts'
import { password } from '../../src/transport/password.ts'
import { token } from '../../src/transport/token.ts'
import { loopback, recorded, rejection, virtualWorld } from './world.ts'

const wrong = { credentials: password('tosh@contoso.com', 'wrong') }
const unknown = { credentials: password('nobody@contoso.com', 'pass@word1') }

describe.each([
  ['a wrong password', wrong],
  ['an unknown user', unknown],
])('%s', (_, options) => {
  test('rejects with the word of the token service', async () => {
    const { client } = await loopback()
    expect(await rejection(client('tosh', options).connect())).toMatchObject({
      name: 'SignInFailed',
      error: 'invalid_grant',
    })
  })

  test('asks the token service once', async () => {
    const world = virtualWorld()
    const tosh = world.client('tosh', options)
    void tosh.connect()
    await world.clock.advance(3_600_000)
    expect(world.http.operations().filter((operation) => operation === 'token')).toEqual(['token'])
  })

  test('shows in the status', async () => {
    const { client } = await loopback()
    const tosh = client('tosh', options)
    await rejection(tosh.connect())
    expect(tosh.status$.getSnapshot()).toMatchObject({
      state: 'ended',
      reason: { name: 'TokenRefused', error: 'invalid_grant' },
    })
  })
})

test('a refused token is not repeated', async () => {
  const world = virtualWorld()
  const tosh = world.client('tosh', { credentials: token(() => Promise.resolve('cwt=bad')) })
  const failure = rejection(tosh.connect())
  await world.clock.advance(3_600_000)
  expect([await failure, world.http.operations()]).toMatchObject([
    { name: 'SignInFailed', status: 401 },
    ['discoverRoot', 'readUser', 'readUser'],
  ])
})

test('a right password after a wrong one signs in', async () => {
  const world = virtualWorld()
  world.control.intercept({ link: 'token' }, { status: 400, body: { error: 'invalid_grant' } })
  const tosh = world.client('tosh')
  await rejection(tosh.connect())
  await expect(tosh.connect()).resolves.toBeUndefined()
})

test('a preset token signs in without the token service', async () => {
  const users = [{ uri: 'sip:tosh@contoso.com', name: 'Tosh', password: 'pass@word1', token: 'cwt=preset' }]
  const world = virtualWorld({ users })
  await world.online('tosh', { credentials: token(() => Promise.resolve('cwt=preset')) })
  expect(world.http.operations()).not.toContain('token')
})

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createNetServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })

test('where nothing listens, discovery tells what was tried', async () => {
  const rootUrl = `http://127.0.0.1:${await freePort()}/`
  const client = createClient({ signInAddress: 'tosh@contoso.com', credentials: wrong.credentials, rootUrl })
  expect(await rejection(client.connect())).toMatchObject({
    name: 'DiscoveryFailed',
    tried: [{ href: rootUrl, failure: { name: 'Unreachable', code: 'ECONNREFUSED' } }],
  })
  client.close()
})

test('without an override, four hosts are tried in order', async () => {
  const world = virtualWorld()
  world.control.intercept({ link: 'root', times: 9 }, 'dropBefore')
  const tosh = createClient({
    signInAddress: 'tosh@contoso.com',
    credentials: wrong.credentials,
    http: world.http,
    clock: world.clock,
  })
  await rejection(tosh.connect())
  expect(world.http.requests.map(({ url }) => url)).toEqual([
    'https://lyncdiscoverinternal.contoso.com/',
    'https://lyncdiscover.contoso.com/',
    'http://lyncdiscoverinternal.contoso.com/',
    'http://lyncdiscover.contoso.com/',
  ])
  tosh.close()
})

test('an address that is none is refused before anything is sent', async () => {
  const world = virtualWorld()
  const tosh = world.client('tosh', { signInAddress: 'tosh' })
  expect(await rejection(tosh.connect())).toMatchObject({
    name: 'SignInFailed',
    failure: { name: 'InvalidInput', faults: [{ field: 'signInAddress' }] },
  })
  expect(world.http.requests).toEqual([])
})

test('signing out while connecting rejects what waits for the connection', async () => {
  const world = virtualWorld()
  const held = world.control.intercept({ link: 'applications' }, 'hold')
  const tosh = world.client('tosh')
  const failure = rejection(tosh.connect())
  await world.settle()
  const signedOut = tosh.signOut()
  expect(await failure).toMatchObject({ name: 'ConnectionLost', loss: 'signedOut' })
  held.release()
  await signedOut
})

test('signing out while the application is being created deletes it', async () => {
  const world = virtualWorld()
  const held = world.control.intercept({ link: 'applications' }, 'holdAnswer')
  const tosh = world.client('tosh')
  const { values } = recorded(tosh.status$)
  tosh.connect().catch(() => undefined)
  await world.settle()
  const signedOut = tosh.signOut()
  await world.settle()
  held.release()
  await signedOut
  const { applicationCreated, applicationEnded } = world.control.counts()
  expect([applicationCreated, applicationEnded, values.slice(-2)]).toEqual([
    1,
    1,
    [{ state: 'signingOut' }, { state: 'signedOut' }],
  ])
})

test('signing out while a lost application is created again deletes the new one', async () => {
  const world = virtualWorld()
  const tosh = await world.online('tosh')
  await world.clock.advance(60_000)
  const held = world.control.intercept({ link: 'applications' }, 'holdAnswer')
  world.control.expireApplication('tosh@contoso.com')
  await world.settle()
  const signedOut = tosh.signOut()
  held.release()
  await signedOut
  const { applicationCreated, applicationEnded } = world.control.counts()
  expect([applicationCreated, applicationEnded]).toEqual([2, 2])
})

test('signing out while the application is being created resolves though no answer comes', async () => {
  const world = virtualWorld()
  world.control.intercept({ link: 'applications' }, 'hold')
  const tosh = world.client('tosh')
  tosh.connect().catch(() => undefined)
  await world.settle()
  const signedOut = tosh.signOut()
  await world.clock.advance(30_000)
  await expect(signedOut).resolves.toBeUndefined()
})

test('a client that is closed while its application is being created gives the request up', async () => {
  const world = virtualWorld()
  const held = world.control.intercept({ link: 'applications' }, 'hold')
  const tosh = world.client('tosh')
  tosh.connect().catch(() => undefined)
  await world.settle()
  tosh.close()
  await Promise.resolve()
  expect(world.http.inFlight()).toBe(0)
  held.release()
})

test('a client that is closed while its sign-out waits for an application gives the request up', async () => {
  const world = virtualWorld()
  const held = world.control.intercept({ link: 'applications' }, 'hold')
  const tosh = world.client('tosh')
  tosh.connect().catch(() => undefined)
  await world.settle()
  const signedOut = tosh.signOut()
  tosh.close()
  await signedOut
  expect(world.http.inFlight()).toBe(0)
  held.release()
})

test('the status tells the steps of signing in', async () => {
  const tosh = virtualWorld().client('tosh')
  const { values } = recorded(tosh.status$)
  await tosh.connect()
  expect(values).toEqual([
    { state: 'signedOut' },
    { state: 'signingIn', step: 'discovering' },
    { state: 'signingIn', step: 'authenticating' },
    { state: 'signingIn', step: 'creating' },
    { state: 'signingIn', step: 'becomingAvailable' },
    { state: 'available' },
  ])
})

test('a service that is not there for a moment is waited for', async () => {
  const world = virtualWorld()
  world.control.intercept({ link: 'applications' }, { status: 503, headers: { 'Retry-After': '2' } })
  const tosh = world.client('tosh')
  const connected = tosh.connect()
  await world.settle()
  const waiting = tosh.status$.getSnapshot()
  const now = world.clock.now()
  await world.clock.advance(2000)
  await connected
  expect(waiting).toEqual({
    state: 'waiting',
    step: 'creating',
    attempt: 1,
    retryAt: now + 2000,
    cause: expect.objectContaining({ name: 'Refused', status: 503 }) as unknown,
  })
})
