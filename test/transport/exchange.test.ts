import { either as E } from 'fp-ts'
import * as t from 'io-ts'
import { expect, test } from 'vitest'
import { json } from '../../src/protocol/format.ts'
import { createExchange, type ExchangeRequest } from '../../src/transport/exchange.ts'
import { readResource } from '../../src/transport/readResource.ts'
import { fakeHttp, reply, resource, type Reply } from '../support/fakeHttp.ts'
import { virtualClock } from '../support/virtualClock.ts'

const url = 'https://pool.contoso.com/ucwa/me?x=1'
const attempt = { operation: 'me', method: 'GET', href: 'https://pool.contoso.com/ucwa/me' }
const request: ExchangeRequest = { operation: 'me', method: 'GET', url }
const { signal } = new AbortController()

const answering = (answer: Reply, method = 'GET') => {
  const http = fakeHttp({ [`${method} ${url}`]: answer })
  return { http, exchange: createExchange({ http, format: json(), clock: virtualClock() }) }
}

test('asks in the format, with a time-out of 30 s', async () => {
  const { http, exchange } = answering(resource({}))
  await exchange(request, signal)()
  expect(http.requests).toEqual([{ ...request, headers: { Accept: 'application/json' }, timeout: 30_000 }])
})

test('sends body, headers, time-out of the request', async () => {
  const { http, exchange } = answering(reply(201), 'POST')
  await exchange(
    {
      operation: 'sendMessage',
      method: 'POST',
      url,
      body: { contentType: 'text/plain', text: 'Hi' },
      accept: 'application/xml',
      headers: { 'If-Match': '"1"' },
      timeout: 5,
    },
    signal,
  )()
  expect(http.requests).toEqual([
    {
      operation: 'sendMessage',
      method: 'POST',
      url,
      headers: { Accept: 'application/xml', 'Content-Type': 'text/plain', 'If-Match': '"1"' },
      body: 'Hi',
      timeout: 5,
    },
  ])
})

test('sends in its turn what is to wait for it', async () => {
  const { http, exchange } = answering(reply(204))
  const waited: number[] = []
  const inTurn: ExchangeRequest['inTurn'] = (send) => {
    waited.push(http.requests.length)
    return send()
  }
  expect(await exchange({ ...request, inTurn }, signal)()).toMatchObject({ right: { status: 204 } })
  expect([waited, http.requests.length]).toEqual([[0], 1])
})

test('answers with any 2xx, whatever its body', async () => {
  const outcome = await answering(reply(204, 'not JSON')).exchange(request, signal)()
  expect(outcome).toMatchObject({ right: { status: 204, url, text: 'not JSON', movedTo: undefined } })
})

test('takes 304 for an answer', async () => {
  expect(await answering(reply(304)).exchange(request, signal)()).toMatchObject({ right: { status: 304 } })
})

test('reads code, subcode, message, parameters from a refusal by UCWA', async () => {
  const reason = {
    code: 'BadRequest',
    subcode: 'ParameterValidationFailure',
    message: 'no',
    parameters: [{ name: 'to' }],
  }
  expect(await answering(resource(reason, 400)).exchange(request, signal)()).toEqual(
    E.left({ name: 'Refused', ...attempt, status: 400, ...reason, retryAfter: undefined, diagnostics: undefined }),
  )
})

const bare = {
  name: 'Refused',
  ...attempt,
  code: undefined,
  subcode: undefined,
  message: undefined,
  parameters: undefined,
  retryAfter: undefined,
  diagnostics: undefined,
}

test.each<[string, Reply]>([
  ['an HTML page', reply(503, '<html>', { 'content-type': 'text/html' })],
  ['JSON called HTML', reply(503, '{"code":"ServiceFailure"}', { 'content-type': 'text/html' })],
  ['broken JSON', reply(503, '{"code":', { 'content-type': 'application/json' })],
  ['JSON that is no reason', resource([], 503)],
  ['JSON without a code', resource({ subcode: 'x', message: 'y' }, 503)],
  ['nothing', reply(503)],
])('leaves the code of a refusal undefined when it holds %s', async (_, answer) => {
  expect(await answering(answer).exchange(request, signal)()).toEqual(E.left({ ...bare, status: 503 }))
})

test('reads Retry-After beside the diagnostics', async () => {
  const answer = reply(503, '', { 'retry-after': '20', 'x-ms-diagnostics': '28032;reason="x"' })
  expect(await answering(answer).exchange(request, signal)()).toEqual(
    E.left({ ...bare, status: 503, retryAfter: 20_000, diagnostics: '28032;reason="x"' }),
  )
})

test('is Unreadable when redirected', async () => {
  const answer = reply(302, '', { location: 'https://elsewhere.example/login?from=secret' })
  expect(await answering(answer).exchange(request, signal)()).toEqual(
    E.left({
      name: 'Unreadable',
      ...attempt,
      status: 302,
      reason: 'a redirect to https://elsewhere.example/login',
      faults: [],
    }),
  )
})

test('is Unreadable when the platform has followed a redirect to another host', async () => {
  const answer = { ...reply(200, '{}'), url: 'https://elsewhere.example/' }
  expect(await answering(answer).exchange(request, signal)()).toMatchObject({ left: { name: 'Unreadable' } })
})

test('shows where a redirect leads to those who ask', async () => {
  const { exchange } = answering(reply(301, '', { location: '/there' }))
  expect(await exchange({ ...request, showRedirect: true }, signal)()).toMatchObject({
    right: { status: 301, movedTo: 'https://pool.contoso.com/there' },
  })
})

test.each([300, 399])('takes the Location of a %d for a redirect', async (status) => {
  const { exchange } = answering(reply(status, '', { location: '/there' }))
  expect(await exchange(request, signal)()).toMatchObject({
    left: { name: 'Unreadable', reason: 'a redirect to https://pool.contoso.com/there' },
  })
})

test('takes the Location of a 201 for no redirect', async () => {
  const { exchange } = answering(reply(201, '', { location: '/there' }))
  expect(await exchange(request, signal)()).toMatchObject({ right: { status: 201, movedTo: undefined } })
})

test('takes a 400 with a Location for a refusal', async () => {
  const { exchange } = answering(reply(400, '', { location: '/there' }))
  expect(await exchange(request, signal)()).toEqual(E.left({ ...bare, status: 400 }))
})

test.each([199, 300, 399])('is Unreadable for a %d that leads nowhere', async (status) => {
  expect(await answering(reply(status)).exchange(request, signal)()).toMatchObject({
    left: { name: 'Unreadable', reason: 'a status that answers nothing' },
  })
})

test('takes 401 for a refusal where it has no credentials', async () => {
  expect(await answering(reply(401)).exchange(request, signal)()).toMatchObject({
    left: { name: 'Refused', status: 401 },
  })
})

const Thing = t.type({ rel: t.string })
const read = (answer: Reply) => readResource(answering(answer).exchange, Thing, request, signal)()

test('reads a resource with the URL that it came from', async () => {
  expect(await read(resource({ rel: 'me' }))).toEqual(E.right({ value: { rel: 'me' }, url }))
})

test('reads a resource of the vendor type', async () => {
  const answer = reply(200, '{"rel":"me"}', {
    'content-type': 'application/vnd.microsoft.com.ucwa+json; charset=utf-8',
  })
  expect(E.isRight(await read(answer))).toBe(true)
})

test('is Unreadable with the faults of the resource', async () => {
  expect(await read(resource({ rel: 5 }))).toEqual(
    E.left({
      name: 'Unreadable',
      ...attempt,
      status: 200,
      reason: '/rel is a number, not string',
      faults: [{ path: '/rel', expected: 'string', got: 'a number' }],
    }),
  )
})

test('tells of many faults the first three', async () => {
  const Things = t.type({ a: t.string, b: t.string, c: t.string, d: t.string })
  const outcome = await readResource(answering(resource({})).exchange, Things, request, signal)()
  const fault = (path: string) => ({ path, expected: 'string', got: 'nothing' })
  expect(outcome).toEqual(
    E.left({
      name: 'Unreadable',
      ...attempt,
      status: 200,
      reason: '/a is nothing, not string; /b is nothing, not string; /c is nothing, not string',
      faults: ['/a', '/b', '/c', '/d'].map(fault),
    }),
  )
})

test('reads nothing of a refusal', async () => {
  expect(await read(resource({ rel: 'me' }, 404))).toEqual(E.left({ ...bare, status: 404 }))
})

test.each<[string, Reply, string]>([
  [
    'another media type',
    reply(200, '{}', { 'content-type': 'text/html ; charset=utf-8' }),
    'the media type is text/html, not application/json',
  ],
  [
    'another, and nothing else',
    reply(200, '{}', { 'content-type': 'text/xml' }),
    'the media type is text/xml, not application/json',
  ],
  [
    'what only looks like one',
    reply(200, '{}', { 'content-type': 'a page in text/html' }),
    'the media type is missing, not application/json',
  ],
  ['no media type', reply(200, '{}'), 'the media type is missing, not application/json'],
  ['cut JSON', reply(200, '{"rel":', { 'content-type': 'application/json' }), 'not JSON: SyntaxError'],
])('is Unreadable when the resource comes with %s', async (_, answer, reason) => {
  expect(await read(answer)).toMatchObject({ left: { name: 'Unreadable', status: 200, reason, faults: [] } })
})
