import { either as E } from 'fp-ts'
import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { json } from '../../src/protocol/format.ts'
import { createExchange, type ExchangeRequest } from '../../src/transport/exchange.ts'
import { password } from '../../src/transport/password.ts'
import { briefly, lastingly, type RetryPolicy } from '../../src/transport/retryPolicy.ts'
import { withRetry } from '../../src/transport/withRetry.ts'
import { breaks, fakeHttp, reply, resource, type Reply, type Script } from '../support/fakeHttp.ts'
import { drain, virtualClock } from '../support/virtualClock.ts'

const url = 'https://pool.contoso.com/me'
const read: ExchangeRequest = { operation: 'me', method: 'GET', url }

const retrying = (script: Script, random = () => 0.5) => {
  const clock = virtualClock()
  const http = fakeHttp(script)
  const credentials = password('tosh@contoso.com', 's3cret')
  const exchange = withRetry(createExchange({ http, format: json(), clock, credentials }), { clock, random })
  return { clock, http, exchange, controller: new AbortController() }
}

test('sends a GET again until it is answered', async () => {
  const { clock, http, exchange, controller } = retrying({
    [`GET ${url}`]: [breaks('ECONNRESET'), reply(503), resource({})],
  })
  const outcome = exchange(read, controller.signal)()
  await clock.advance(750)
  expect(http.requests.length).toBe(2)
  await clock.advance(1500)
  expect(E.isRight(await outcome)).toBe(true)
})

test.each([
  ['cut off', reply(200, '{"access_tok', { 'content-type': 'application/json' })],
  ['redirected', reply(308, '', { location: 'https://elsewhere.example/login' })],
])('sends a GET again whose token was %s', async (_, answer) => {
  const service = 'https://pool.contoso.com/WebTicket/oauthtoken'
  const asks = reply(401, '', { 'www-authenticate': `MsRtcOAuth href="${service}",grant_type="password"` })
  const { clock, exchange, controller } = retrying({
    [`GET ${url}`]: [asks, asks, resource({})],
    [`POST ${service}`]: [answer, resource({ access_token: 'cwt=a' })],
  })
  const outcome = exchange(read, controller.signal)()
  await clock.advance(750)
  expect(await outcome).toMatchObject({ right: { text: '{}' } })
})

/** No token is had, so each 401 is the last word of a server that takes none. */
const refusing = (script: Script, policy: RetryPolicy) => {
  const clock = virtualClock()
  const http = fakeHttp(script)
  const exchange = withRetry(createExchange({ http, format: json(), clock }), { clock, random: () => 0.5, policy })
  return { clock, http, exchange, controller: new AbortController() }
}

test('sends a GET again a minute after every token was refused, where it can wait', async () => {
  const answers = [reply(401), reply(401), resource({})]
  const { clock, http, exchange, controller } = refusing({ [`GET ${url}`]: answers }, lastingly)
  const outcome = exchange(read, controller.signal)()
  await clock.advance(60_000)
  const early = http.requests.length
  await clock.advance(60_000)
  expect([early, http.requests.length, E.isRight(await outcome)]).toEqual([2, 3, true])
})

test.each<[string, ExchangeRequest, RetryPolicy, number]>([
  ['somebody waits for it', read, briefly, 1],
  ['it is not a GET', { ...read, method: 'PUT' }, lastingly, 1],
  ['it was tried often enough', read, { ...lastingly, attempts: 4 }, 4],
])('gives up where every token was refused and %s', async (_, request, policy, tries) => {
  const { method } = request
  const { clock, http, exchange, controller } = refusing({ [`${method} ${url}`]: reply(401) }, policy)
  const outcome = exchange(request, controller.signal)()
  await clock.advance(300_000)
  expect([await outcome, http.requests.length]).toMatchObject([{ left: { status: 401 } }, tries])
})

test('leaves nothing at the signal', async () => {
  const { clock, exchange, controller } = retrying({ [`GET ${url}`]: [reply(503), resource({})] })
  const outcome = exchange(read, controller.signal)()
  await clock.advance(750)
  await outcome
  expect(getEventListeners(controller.signal, 'abort')).toEqual([])
})

test('gives up with the last failure', async () => {
  const { clock, exchange, controller } = retrying({ [`GET ${url}`]: [reply(503), reply(503), reply(502)] })
  const outcome = exchange(read, controller.signal)()
  await clock.advance(10_000)
  expect(await outcome).toMatchObject({ left: { name: 'Refused', status: 502 } })
})

test('waits as long as Retry-After says', async () => {
  const { clock, http, exchange, controller } = retrying({
    [`GET ${url}`]: [reply(429, '', { 'retry-after': '7' }), resource({})],
  })
  const outcome = exchange(read, controller.signal)()
  await clock.advance(6999)
  expect(http.requests.length).toBe(1)
  await clock.advance(1)
  expect(E.isRight(await outcome)).toBe(true)
})

test('sends a GET again whose answer makes no sense', async () => {
  const json = { 'content-type': 'application/json' }
  const { clock, exchange, controller } = retrying({ [`GET ${url}`]: [reply(200, '{"rel": "m', json), resource({})] })
  const outcome = exchange(read, controller.signal)()
  await clock.advance(750)
  expect(await outcome).toMatchObject({ right: { text: '{}' } })
})

test('gives up with the last answer that makes no sense', async () => {
  const { clock, http, exchange, controller } = retrying({ [`GET ${url}`]: [reply(200), reply(200), reply(200)] })
  const outcome = exchange(read, controller.signal)()
  await clock.advance(10_000)
  expect([E.isRight(await outcome), http.requests.length]).toEqual([true, 3])
})

test.each<[string, ExchangeRequest, Reply]>([
  ['a POST whose answer makes no sense', { ...read, method: 'POST' }, reply(200)],
  ['a DELETE whose answer makes no sense', { ...read, method: 'DELETE' }, reply(200)],
  ['a GET that is answered by a 204', read, reply(204)],
  ['a GET that was led elsewhere', { ...read, showRedirect: true }, { ...reply(200), url: 'https://sts.contoso.com/' }],
])('sends %s once', async (_, request, answer) => {
  const { clock, http, exchange, controller } = retrying({ [`${request.method} ${url}`]: [answer] })
  const outcome = exchange(request, controller.signal)()
  await clock.advance(10_000)
  expect([E.isRight(await outcome), http.requests.length]).toEqual([true, 1])
})

test('sends a POST once', async () => {
  const { http, exchange, controller } = retrying({ [`POST ${url}`]: breaks('ECONNRESET') })
  expect(await exchange({ ...read, method: 'POST' }, controller.signal)()).toMatchObject({
    left: { name: 'Unreachable' },
  })
  expect(http.requests.length).toBe(1)
})

test('ends with Aborted when the signal aborts while it waits', async () => {
  const { clock, exchange, controller } = retrying({ [`GET ${url}`]: [reply(503)] })
  const outcome = exchange(read, controller.signal)()
  await drain()
  controller.abort()
  expect(await outcome).toEqual(E.left({ name: 'Aborted', operation: 'me', method: 'GET', href: url }))
  expect(clock.pending()).toBe(0)
})

test('does not wait when the signal has aborted before', async () => {
  const abort = () => {
    retried.controller.abort()
    return 0.5
  }
  const retried = retrying({ [`GET ${url}`]: [reply(503)] }, abort)
  expect(await retried.exchange(read, retried.controller.signal)()).toMatchObject({ left: { name: 'Aborted' } })
})
