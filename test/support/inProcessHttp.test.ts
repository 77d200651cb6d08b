import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import { dropped, type ServerRequest } from '../../src/server/http.ts'
import type { HttpRequest } from '../../src/transport/http.ts'
import { inProcessHttp } from './inProcessHttp.ts'
import { virtualClock } from './virtualClock.ts'

const url = 'http://pool.contoso.com/me?ack=1'
const request: HttpRequest = {
  method: 'POST',
  url,
  headers: { Accept: 'application/json' },
  body: 'Hi',
  timeout: 1000,
  operation: 'me',
}
const attempt = { operation: 'me', method: 'POST', href: 'http://pool.contoso.com/me' }
const { signal } = new AbortController()
const never = { handle: () => new Promise<never>(() => undefined) }

test('hands the request to the server with header names in lower case', async () => {
  const seen: ServerRequest[] = []
  const http = inProcessHttp({
    handle: (asked) => {
      seen.push(asked)
      return Promise.resolve({ status: 204, headers: {}, body: '' })
    },
  })
  await http(request, signal)()
  expect(seen).toEqual([{ method: 'POST', url, headers: { accept: 'application/json' }, body: 'Hi' }])
})

test('answers with status, body, URL', async () => {
  const http = inProcessHttp({ handle: () => Promise.resolve({ status: 201, headers: {}, body: 'made' }) })
  const outcome = await http(request, signal)()
  expect(E.isRight(outcome) && [outcome.right.status, outcome.right.text, outcome.right.url]).toEqual([
    201,
    'made',
    url,
  ])
})

test('joins a header that is sent several times', async () => {
  const headers = { 'WWW-Authenticate': ['Bearer', 'MsRtcOAuth'] }
  const http = inProcessHttp({ handle: () => Promise.resolve({ status: 401, headers, body: '' }) })
  const outcome = await http(request, signal)()
  expect(E.isRight(outcome) && outcome.right.header('www-authenticate')).toBe('Bearer, MsRtcOAuth')
})

test('is Unreachable when the connection breaks', async () => {
  const http = inProcessHttp({ handle: () => Promise.resolve(dropped) })
  expect(await http(request, signal)()).toEqual(
    E.left({ name: 'Unreachable', ...attempt, code: 'ECONNRESET', cause: undefined }),
  )
})

test('ends by abort', async () => {
  const controller = new AbortController()
  const outcome = inProcessHttp(never)(request, controller.signal)()
  controller.abort()
  expect(await outcome).toEqual(E.left({ name: 'Aborted', ...attempt }))
})

test('tells the server that the client has gone', async () => {
  const controller = new AbortController()
  let seen: AbortSignal | undefined
  const http = inProcessHttp({
    handle: (_, gone) => {
      seen = gone
      return never.handle()
    },
  })
  const outcome = http(request, controller.signal)()
  controller.abort()
  await outcome
  expect(seen?.aborted).toBe(true)
})

test('does not ask when it is aborted before', async () => {
  const http = inProcessHttp(never)
  expect(await http(request, AbortSignal.abort())()).toEqual(E.left({ name: 'Aborted', ...attempt }))
  expect(http.requests).toEqual([])
})

test('times out by the clock', async () => {
  const clock = virtualClock()
  const outcome = inProcessHttp(never, clock)(request, signal)()
  await clock.advance(1000)
  expect(await outcome).toEqual(E.left({ name: 'TimedOut', ...attempt, after: 1000 }))
})

test('leaves no timer behind an answer', async () => {
  const clock = virtualClock()
  await inProcessHttp({ handle: () => Promise.resolve(dropped) }, clock)(request, signal)()
  expect(clock.pending()).toBe(0)
})

test('counts requests without an answer', async () => {
  const controller = new AbortController()
  const http = inProcessHttp(never)
  const outcome = http(request, controller.signal)()
  const before = http.inFlight()
  controller.abort()
  await outcome
  expect([before, http.inFlight()]).toEqual([1, 0])
})

test('lists what was asked', async () => {
  const http = inProcessHttp({ handle: () => Promise.resolve(dropped) })
  await http(request, signal)()
  expect([http.requests, http.operations()]).toEqual([[request], ['me']])
})
