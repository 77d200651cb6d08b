import { expect, test } from 'vitest'
import { json } from '../../src/protocol/format.ts'
import { createExchange } from '../../src/transport/exchange.ts'
import { password } from '../../src/transport/password.ts'
import { breaks, fakeHttp, hangs, reply, resource, type Reply } from '../support/fakeHttp.ts'
import { drain, virtualClock } from '../support/virtualClock.ts'

const me = 'https://pool.contoso.com/me'
const service = 'https://pool.contoso.com/token'
const minutes = (count: number) => count * 60_000
const asking = reply(401, '', { 'www-authenticate': `MsRtcOAuth href="${service}",grant_type="password"` })
const issued = (value: string, expires_in = 3600): Reply => resource({ access_token: value, expires_in })
const { signal } = new AbortController()

const living = (tokens: readonly Reply[], answers: readonly Reply[] = []) => {
  const clock = virtualClock()
  const life = new AbortController()
  const ok = Array.from({ length: 20 }, () => resource({}))
  const http = fakeHttp({ [`GET ${me}`]: [asking, ...answers, ...ok], [`POST ${service}`]: tokens }, clock)
  const exchange = createExchange({
    http,
    format: json(),
    clock,
    credentials: password('tosh@contoso.com', 's3cret'),
    signInDomain: 'contoso.com',
    life: life.signal,
  })
  const read = () => exchange({ operation: 'me', method: 'GET', url: me }, signal)()
  const signIn = async () => {
    await read()
    await read()
  }
  const tokenRequests = () => http.requests.filter(({ method }) => method === 'POST').length
  const lastToken = () => http.requests.at(-1)?.headers['Authorization']
  return { clock, life, http, read, signIn, tokenRequests, lastToken }
}

test('renews a token in use at four fifths of its life', async () => {
  const { clock, signIn, tokenRequests } = living([issued('cwt=a'), issued('cwt=b')])
  await signIn()
  await clock.advance(minutes(48) - 1)
  expect(tokenRequests()).toBe(1)
  await clock.advance(1)
  expect(tokenRequests()).toBe(2)
})

test('sends the renewed token without a wait', async () => {
  const { clock, read, signIn, http, lastToken } = living([issued('cwt=a'), issued('cwt=b')])
  await signIn()
  await clock.advance(minutes(50))
  const before = http.requests.length
  void read()
  expect([http.requests.length - before, lastToken()]).toEqual([1, 'Bearer cwt=b'])
})

test('renews once for each life', async () => {
  const { clock, read, signIn, tokenRequests } = living(['a', 'b', 'c', 'd'].map((name) => issued(`cwt=${name}`)))
  await signIn()
  for (let life = 0; life < 3; life++) {
    await clock.advance(minutes(48))
    await read()
  }
  expect([tokenRequests(), clock.pending()]).toEqual([4, 1])
})

test('leaves a token to expire that no request has used', async () => {
  const { clock, read, tokenRequests } = living([issued('cwt=a')])
  await read()
  await clock.advance(minutes(600))
  expect([tokenRequests(), clock.pending()]).toEqual([1, 0])
})

test('leaves a failure in the background to the next request that needs a token', async () => {
  const { clock, read, signIn, tokenRequests, lastToken } = living([
    issued('cwt=a'),
    breaks('ECONNRESET'),
    issued('cwt=b'),
  ])
  await signIn()
  await clock.advance(minutes(53))
  await read()
  expect([tokenRequests(), lastToken()]).toEqual([2, 'Bearer cwt=a'])
  await clock.advance(minutes(2))
  await read()
  expect([tokenRequests(), lastToken()]).toEqual([3, 'Bearer cwt=b'])
})

test('shares the renewal in the background with a request that needs it', async () => {
  let late: (answer: Reply) => void = () => undefined
  const second = new Promise<Reply>((resolve) => (late = resolve))
  const clock = virtualClock()
  const http = fakeHttp({
    [`GET ${me}`]: [asking, resource({}), resource({}), asking, resource({})],
    [`POST ${service}`]: [issued('cwt=a'), second],
  })
  const credentials = password('tosh@contoso.com', 's3cret')
  const exchange = createExchange({ http, format: json(), clock, credentials, life: new AbortController().signal })
  const read = () => exchange({ operation: 'me', method: 'GET', url: me }, signal)()
  await read()
  await read()
  await clock.advance(minutes(48))
  const refused = read()
  await drain()
  late(issued('cwt=b'))
  expect(await refused).toMatchObject({ right: { status: 200 } })
  expect(http.seen().filter((line) => line.startsWith('POST')).length).toBe(2)
})

test('plans no renewal for a token without a lifetime', async () => {
  const { clock, signIn } = living([resource({ access_token: 'cwt=a' })])
  await signIn()
  expect(clock.pending()).toBe(0)
})

test.each([0, -5])('does not loop over a lifetime of %i s', async (seconds) => {
  const { clock, signIn, tokenRequests } = living([issued('cwt=a', seconds), issued('cwt=b', seconds)])
  await signIn()
  expect(clock.pending()).toBe(0)
  await clock.advance(minutes(60))
  expect([tokenRequests(), clock.pending()]).toEqual([2, 0])
})

test('waits no longer than a platform can', async () => {
  const { clock, signIn, tokenRequests } = living([issued('cwt=a', 10_000_000), issued('cwt=b')])
  await signIn()
  await clock.advance(2 ** 31 - 2)
  expect(tokenRequests()).toBe(1)
  await clock.advance(1)
  expect(tokenRequests()).toBe(2)
})

test('leaves no timer when its life is over', async () => {
  const { clock, life, signIn } = living([issued('cwt=a')])
  await signIn()
  life.abort()
  expect(clock.pending()).toBe(0)
})

test('aborts a renewal in the background when its life is over', async () => {
  const { clock, life, signIn, tokenRequests } = living([issued('cwt=a'), hangs])
  await signIn()
  await clock.advance(minutes(48))
  life.abort()
  await drain()
  expect([tokenRequests(), clock.pending()]).toEqual([2, 0])
})

test('plans no renewal for a token that comes after its life', async () => {
  const { clock, life, read } = living([issued('cwt=a')])
  life.abort()
  await read()
  expect(clock.pending()).toBe(0)
})
