import { either as E } from 'fp-ts'
import { getEventListeners } from 'node:events'
import { expect, test } from 'vitest'
import { batchType, parseBatchRequests, printBatchResponses, type BatchedResponse } from '../../src/protocol/batch.ts'
import type { Refused } from '../../src/protocol/failure.ts'
import { json } from '../../src/protocol/format.ts'
import { answerTo } from '../../src/transport/answer.ts'
import { attemptOf } from '../../src/transport/attempt.ts'
import { tokenRefused } from '../../src/transport/credentials.ts'
import type { Exchange, ExchangeFailure, ExchangeRequest } from '../../src/transport/exchange.ts'
import { createPace } from '../../src/transport/pace.ts'
import { withBatching } from '../../src/transport/withBatching.ts'
import { virtualClock } from '../support/virtualClock.ts'

const host = 'https://pool.contoso.com'
const link = `${host}/apps/1/bundle`

const get = (path: string): ExchangeRequest => ({ operation: 'thing', method: 'GET', url: `${host}${path}` })

const refused = (status: number, more: Partial<Refused> = {}): Refused => ({
  name: 'Refused',
  ...attemptOf({ operation: 'batch', method: 'POST', url: link }),
  status,
  code: undefined,
  subcode: undefined,
  message: undefined,
  parameters: undefined,
  retryAfter: undefined,
  diagnostics: undefined,
  ...more,
})

const ok: BatchedResponse = { status: 200, headers: { 'Content-Type': 'application/json' }, body: '{}' }

/** A host that answers a batch as told, and every GET by itself with 200. */
const world = (batch: (request: ExchangeRequest) => ExchangeFailure | readonly BatchedResponse[]) => {
  const clock = virtualClock(0)
  const seen: string[] = []
  const sent: ExchangeRequest[] = []
  let at: string | undefined = link
  const exchange: Exchange = (request) => () => {
    sent.push(request)
    seen.push(`${clock.now()} ${request.operation}`)
    const respond = (text: string, contentType: string) => {
      const header = (name: string) => (name === 'content-type' ? contentType : undefined)
      return Promise.resolve(E.right(answerTo(request, { status: 200, url: request.url, header, text }, json())))
    }
    if (request.operation !== 'batch') return respond('{}', 'application/json')
    const answer = batch(request)
    if ('name' in answer) return Promise.resolve(E.left(answer))
    return respond(E.getOrElse(() => '')(printBatchResponses(answer, 'b')), batchType('b'))
  }
  const batching = withBatching(exchange, {
    batch: () => at,
    format: json(),
    clock,
    random: () => 1,
    pace: createPace(clock),
  })
  const ask = (request: ExchangeRequest, signal = new AbortController().signal) => batching(request, signal)()
  const both = () => Promise.all([ask(get('/a')), ask(get('/b'))])
  return { clock, seen, sent, ask, both, moveTo: (to: string | undefined) => (at = to) }
}

test.each<[string, ExchangeFailure]>([
  ['401', refused(401)],
  ['408', refused(408)],
  ['410', refused(410)],
  ['502', refused(502)],
  ['404 ApplicationNotFound', refused(404, { subcode: 'ApplicationNotFound' })],
  ['a time-out', { name: 'TimedOut', operation: 'batch', method: 'POST', href: link, after: 30_000 }],
])('after %s to the batch each GET fails by it', async (_, failure) => {
  const { both, seen } = world(() => failure)
  expect(await both()).toEqual(
    ['/a', '/b'].map((path) => E.left({ ...failure, operation: 'thing', method: 'GET', href: `${host}${path}` })),
  )
  expect(seen).toEqual(['0 batch'])
})

test('without a token each GET fails for the want of it', async () => {
  const failure = tokenRefused('invalid_grant')
  expect(await world(() => failure).both()).toEqual([E.left(failure), E.left(failure)])
})

test.each<[string, ExchangeFailure]>([
  ['404', refused(404)],
  ['501', refused(501)],
  ['a redirect', { name: 'Unreadable', ...attemptOf(get('')), status: 302, reason: 'a redirect', faults: [] }],
])('after %s to the batch each GET goes alone, now and later', async (_, failure) => {
  const { both, seen } = world(() => failure)
  await both()
  await both()
  expect(seen).toEqual(['0 batch', '0 thing', '0 thing', '0 thing', '0 thing'])
})

test('a link that changes between the call and the end of its turn is the link', async () => {
  const { both, seen, moveTo } = world(() => [ok, ok])
  const outcomes = both()
  moveTo(undefined)
  await outcomes
  expect(seen).toEqual(['0 thing', '0 thing'])
})

test('waits longer each time where the server does not say how long', async () => {
  const { ask, clock, seen } = world(() => refused(429))
  const outcomes = Promise.all(['/a', '/b', '/c', '/d'].map((path) => ask(get(path))))
  await clock.advance(60_000)
  await outcomes
  expect(seen).toEqual(['0 batch', '1000 batch', '3000 thing', '3000 thing', '3000 batch', '5000 thing', '5000 thing'])
})

test('waits no longer than five minutes', async () => {
  const { both, clock, seen } = world(() => refused(429, { retryAfter: 86_400_000 }))
  const outcomes = both()
  await clock.advance(300_000)
  await outcomes
  expect(seen).toEqual(['0 batch', '300000 thing', '300000 thing'])
})

test('sends each GET as a part with its headers', async () => {
  const { ask, sent } = world(() => [ok, ok])
  await Promise.all([
    ask({ ...get('/a?b=c'), headers: { 'If-None-Match': '"1"' } }),
    ask({ ...get('/d'), accept: 'e/f' }),
  ])
  const [batch] = sent
  expect(batch).toMatchObject({ operation: 'batch', method: 'POST', accept: 'multipart/batching, application/json' })
  expect(parseBatchRequests(batch?.body?.contentType ?? '', batch?.body?.text ?? '')).toEqual(
    E.right([
      {
        method: 'GET',
        target: '/a?b=c',
        headers: { host: 'pool.contoso.com', accept: 'application/json', 'if-none-match': '"1"' },
        body: '',
      },
      { method: 'GET', target: '/d', headers: { host: 'pool.contoso.com', accept: 'e/f' }, body: '' },
    ]),
  )
})

test('sends alone what cannot be a part', async () => {
  const { ask, seen } = world(() => [ok, ok])
  await Promise.all([ask({ ...get('/a'), headers: { 'Content-Type': 'multipart/batching' } }), ask(get('/b'))])
  expect(seen).toEqual(['0 thing', '0 thing'])
})

test.each<[string, BatchedResponse, string]>([
  ['a 403 that asks for a token', { status: 403, headers: { 'WWW-Authenticate': 'Bearer' }, body: '' }, 'Right'],
  ['a 403', { status: 403, headers: {}, body: '' }, 'Left'],
])('of a part that is %s comes another GET, or its refusal', async (_, part, tag) => {
  const { both, seen } = world(() => [ok, part])
  expect((await both()).map((outcome) => outcome._tag)).toEqual(['Right', tag])
  expect(seen).toEqual(tag === 'Right' ? ['0 batch', '0 thing'] : ['0 batch'])
})

test('a part that only tells how one could sign in is an answer', async () => {
  const { both, seen } = world(() => [ok, { ...ok, headers: { ...ok.headers, 'WWW-Authenticate': 'Bearer' } }])
  expect((await both()).map((outcome) => outcome._tag)).toEqual(['Right', 'Right'])
  expect(seen).toEqual(['0 batch'])
})

test('joins the headers of one name in a part', async () => {
  const { both } = world(() => [ok, { ...ok, headers: { ...ok.headers, 'Set-Cookie': ['a=b', 'c=d'] } }])
  const [, second] = await both()
  expect(E.isRight(second) && second.right.header('set-cookie')).toBe('a=b, c=d')
})

test('sends nothing of a turn in which every GET was given up', async () => {
  const { ask, both, seen, clock } = world(() => [ok, ok])
  const gone = new AbortController()
  const outcomes = Promise.all([ask(get('/a'), gone.signal), ask(get('/b'), gone.signal)])
  gone.abort()
  await outcomes
  await clock.advance(0)
  const early = [...seen]
  await both()
  expect([early, seen]).toEqual([[], ['0 batch']])
})

test('leaves nothing at the signals', async () => {
  const { ask, clock } = world(() => [ok, ok])
  const { signal } = new AbortController()
  await Promise.all([ask(get('/a'), signal), ask(get('/b'), signal)])
  await clock.advance(0)
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

test('a defect of the exchange is one of each GET', async () => {
  const defect = new Error('broken')
  const broken: Exchange = () => () => Promise.reject(defect)
  const options = {
    batch: () => link,
    format: json(),
    clock: virtualClock(),
    random: () => 1,
    pace: createPace(virtualClock()),
  }
  const { signal } = new AbortController()
  const outcomes = ['/a', '/b'].map((path) => withBatching(broken, options)(get(path), signal)())
  expect(await Promise.allSettled(outcomes)).toEqual([
    { status: 'rejected', reason: defect },
    { status: 'rejected', reason: defect },
  ])
})
