import { either as E, taskEither as TE } from 'fp-ts'
import { expect, test } from 'vitest'
import { batchType, parseBatchRequests, printBatchResponses, type BatchedResponse } from '../../src/protocol/batch.ts'
import { json } from '../../src/protocol/format.ts'
import { attemptOf } from '../../src/transport/attempt.ts'
import { createExchange, type Exchange, type ExchangeRequest } from '../../src/transport/exchange.ts'
import type { Http, HttpRequest } from '../../src/transport/http.ts'
import { createPace } from '../../src/transport/pace.ts'
import { withBatching } from '../../src/transport/withBatching.ts'
import { withOwnSignal } from '../../src/transport/withOwnSignal.ts'
import { seededRandom } from '../support/seededRandom.ts'
import { virtualClock } from '../support/virtualClock.ts'

const host = 'https://pool.contoso.com'
const batch = `${host}/apps/1/bundle`

const get = (path: string): ExchangeRequest => ({ operation: 'thing', method: 'GET', url: `${host}${path}` })

interface Canned {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly text?: string
}

const answerOf = (path: string): BatchedResponse => ({
  status: 200,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ path }),
})

const targetsOf = ({ headers, body = '' }: HttpRequest): readonly string[] => {
  const parsed = parseBatchRequests(headers['Content-Type'] ?? '', body)
  return E.isRight(parsed) ? parsed.right.map(({ target }) => target) : ['unreadable']
}

const printed = (answers: readonly BatchedResponse[]): Canned => ({
  status: 200,
  headers: { 'content-type': batchType('b1') },
  text: E.getOrElse(() => '')(printBatchResponses(answers, 'b1')),
})

/** A server that answers batches as told, and every GET with its path. */
const world = (
  answerBatch: (targets: readonly string[], time: number) => Canned | Promise<Canned> = (targets) =>
    printed(targets.map(answerOf)),
  link = batch,
) => {
  const clock = virtualClock()
  const seen: string[] = []
  let times = 0
  const http: Http = (request, signal) => async () => {
    const targets = request.method === 'POST' ? targetsOf(request) : []
    const { pathname, search } = new URL(request.url)
    seen.push(request.method === 'POST' ? `batch ${targets.length}` : `GET ${pathname}${search}`)
    const aborted = new Promise<'aborted'>((resolve) => signal.addEventListener('abort', () => resolve('aborted')))
    const { body, headers, status } = answerOf(pathname)
    const canned = await Promise.race([
      aborted,
      request.method === 'POST'
        ? answerBatch(targets, times++)
        : { status, headers: { 'content-type': String(headers['Content-Type']) }, text: body },
    ])
    if (canned === 'aborted') {
      seen.push('aborted')
      return E.left({ name: 'Aborted', operation: request.operation, method: request.method, href: request.url })
    }
    const all = new Headers({ ...canned.headers, 'x-served-by': 'test' })
    return E.right({
      status: canned.status,
      url: request.url,
      header: (name) => all.get(name) ?? undefined,
      text: canned.text ?? '',
    })
  }
  const batching = withBatching(createExchange({ http, format: json(), clock }), {
    batch: () => (link === '' ? undefined : link),
    format: json(),
    clock,
    random: seededRandom(1),
    pace: createPace(clock),
  })
  // As the runtime does: Node takes more than ten listeners on one signal for a leak.
  const exchange = withOwnSignal(batching)
  const life = new AbortController()
  const ask = async (request: ExchangeRequest, signal: AbortSignal = life.signal) => {
    const outcome = await exchange(request, signal)()
    if (E.isLeft(outcome)) return outcome.left
    return E.toUnion(outcome.right.structure())
  }
  return { ask, exchange, seen, clock, life }
}

const never = new Promise<Canned>(() => undefined)

test('GETs of one turn go out as one POST', async () => {
  const { ask, seen } = world()

  const answers = await Promise.all([ask(get('/a')), ask(get('/b?c=d')), ask(get('/e'))])

  expect(answers).toEqual([{ path: '/a' }, { path: '/b?c=d' }, { path: '/e' }])
  expect(seen).toEqual(['batch 3'])
})

test('a GET by itself goes alone', async () => {
  const { ask, seen } = world()

  expect([await ask(get('/a')), await ask(get('/b'))]).toEqual([{ path: '/a' }, { path: '/b' }])
  expect(seen).toEqual(['GET /a', 'GET /b'])
})

test('GETs go alone where there is no batch', async () => {
  const { ask, seen } = world(undefined, '')

  await Promise.all([ask(get('/a')), ask(get('/b'))])

  expect(seen).toEqual(['GET /a', 'GET /b'])
})

test('a GET to another host stays out of the batch', async () => {
  const { ask, seen } = world()

  await Promise.all([ask(get('/a')), ask(get('/b')), ask({ ...get(''), url: 'https://other.contoso.com/c' })])

  expect(seen.toSorted()).toEqual(['GET /c', 'batch 2'])
})

test('a POST stays out of the batch', async () => {
  const { exchange, ask, seen, life } = world()

  await Promise.all([ask(get('/a')), ask(get('/b')), exchange({ ...get('/c'), method: 'DELETE' }, life.signal)()])

  expect(seen.toSorted()).toEqual(['GET /c', 'batch 2'])
})

test('more than 100 GETs are split', async () => {
  const { ask, seen } = world()
  const paths = Array.from({ length: 205 }, (_, index) => `/${index}`)

  const answers = await Promise.all(paths.map((path) => ask(get(path))))

  expect(answers).toEqual(paths.map((path) => ({ path })))
  expect(seen).toEqual(['batch 100', 'batch 100', 'batch 5'])
})

test('a part that was refused is a refusal of its own', async () => {
  const refusal: BatchedResponse = {
    status: 404,
    headers: { 'Content-Type': 'application/json' },
    body: '{"code":"NotFound"}',
  }
  const { ask } = world((targets) => printed(targets.map((path) => (path === '/b' ? refusal : answerOf(path)))))

  expect(await Promise.all([ask(get('/a')), ask(get('/b'))])).toMatchObject([
    { path: '/a' },
    { name: 'Refused', operation: 'thing', method: 'GET', href: `${host}/b`, status: 404, code: 'NotFound' },
  ])
})

test('a part without a body is unreadable as a resource', async () => {
  const { ask } = world(() => printed([answerOf('/a'), { status: 200, headers: {}, body: '' }]))

  expect(await Promise.all([ask(get('/a')), ask(get('/b'))])).toMatchObject([
    { path: '/a' },
    { name: 'Unreadable', operation: 'thing', method: 'GET', href: `${host}/b`, status: 200 },
  ])
})

test('a part that asks for a token is asked for alone', async () => {
  const { ask, seen } = world(() => printed([answerOf('/a'), { status: 401, headers: {}, body: '' }]))

  expect(await Promise.all([ask(get('/a')), ask(get('/b'))])).toEqual([{ path: '/a' }, { path: '/b' }])
  expect(seen).toEqual(['batch 2', 'GET /b'])
})

test('too many requests are waited for, split and asked again', async () => {
  const { ask, seen, clock } = world((targets) =>
    targets.length > 2 ? { status: 429, headers: { 'retry-after': '7' } } : printed(targets.map(answerOf)),
  )

  const answers = Promise.all(['/a', '/b', '/c', '/d'].map((path) => ask(get(path))))
  await clock.advance(6999)
  expect(seen).toEqual(['batch 4'])
  await clock.advance(1)

  expect(await answers).toEqual([{ path: '/a' }, { path: '/b' }, { path: '/c' }, { path: '/d' }])
  expect(seen).toEqual(['batch 4', 'batch 2', 'batch 2'])
})

test.each([
  { what: 'is refused for its own sake', canned: { status: 415 } },
  { what: 'has too few parts', canned: printed([answerOf('/a')]) },
  { what: 'is answered by a page of HTML', canned: { status: 200, headers: { 'content-type': 'text/html' } } },
])('where the batch $what each GET goes alone, now and later', async ({ canned }) => {
  const { ask, seen } = world(() => canned)

  const answers = await Promise.all([ask(get('/a')), ask(get('/b'))])
  await Promise.all([ask(get('/c')), ask(get('/d'))])

  expect(answers).toEqual([{ path: '/a' }, { path: '/b' }])
  expect(seen).toEqual(['batch 2', 'GET /a', 'GET /b', 'GET /c', 'GET /d'])
})

test('where the server is away each GET fails by itself', async () => {
  const { ask, seen } = world(() => ({ status: 503, headers: { 'retry-after': '9' } }))

  expect(await Promise.all([ask(get('/a')), ask(get('/b'))])).toMatchObject([
    { name: 'Refused', operation: 'thing', method: 'GET', href: `${host}/a`, status: 503, retryAfter: 9000 },
    { name: 'Refused', operation: 'thing', method: 'GET', href: `${host}/b`, status: 503, retryAfter: 9000 },
  ])
  expect(seen).toEqual(['batch 2'])
})

test('GETs share a batch again after one for which no token could be read', async () => {
  const { signal } = new AbortController()
  const seen: string[] = []
  const exchange: Exchange = (request) => {
    seen.push(request.operation)
    const attempt = attemptOf({ ...request, operation: 'token', method: 'POST' })
    return TE.left({ name: 'Unreadable', ...attempt, status: 200, reason: 'not JSON', faults: [] })
  }
  const clock = virtualClock()
  const batching = withBatching(exchange, {
    batch: () => batch,
    format: json(),
    clock,
    random: seededRandom(1),
    pace: createPace(clock),
  })
  const ask = (path: string) => batching(get(path), signal)()

  await Promise.all([ask('/a'), ask('/b')])
  await Promise.all([ask('/a'), ask('/b')])

  expect(seen).toEqual(['batch', 'batch'])
})

test('giving up one GET leaves the others', async () => {
  let answer: (canned: Canned) => void = () => undefined
  const { ask, seen, clock } = world(() => new Promise((resolve) => (answer = resolve)))
  const gone = new AbortController()

  const [first, second] = [ask(get('/a'), gone.signal), ask(get('/b'))]
  await clock.advance(0)
  gone.abort()
  expect(await first).toEqual({ name: 'Aborted', operation: 'thing', method: 'GET', href: `${host}/a` })
  answer(printed([answerOf('/a'), answerOf('/b')]))

  expect(await second).toEqual({ path: '/b' })
  expect(seen).toEqual(['batch 2'])
})

test('giving up every GET gives up the batch', async () => {
  const { ask, seen, clock } = world(() => never)
  const gone = new AbortController()

  const answers = Promise.all([ask(get('/a'), gone.signal), ask(get('/b'), gone.signal)])
  await clock.advance(0)
  gone.abort()

  expect(await answers).toMatchObject([{ name: 'Aborted' }, { name: 'Aborted' }])
  await clock.advance(0)
  expect(seen).toEqual(['batch 2', 'aborted'])
})

test('a GET that is given up in its turn is not sent', async () => {
  const { ask, seen } = world()
  const gone = new AbortController()

  const answers = Promise.all([ask(get('/a'), gone.signal), ask(get('/b'))])
  gone.abort()

  expect(await answers).toMatchObject([{ name: 'Aborted' }, { path: '/b' }])
  expect(seen).toEqual(['GET /b'])
})
