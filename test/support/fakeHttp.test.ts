import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import type { HttpRequest } from '../../src/transport/http.ts'
import { breaks, fakeHttp, hangs, reply } from './fakeHttp.ts'
import { virtualClock } from './virtualClock.ts'

const url = 'https://pool.contoso.com/me'
const request: HttpRequest = { method: 'GET', url, headers: {}, timeout: 1000, operation: 'me' }
const attempt = { operation: 'me', method: 'GET', href: url }
const { signal } = new AbortController()

test('answers from the script in turn', async () => {
  const http = fakeHttp({ [`GET ${url}`]: [reply(200, 'first'), reply(204)] })
  const first = await http(request, signal)()
  const second = await http(request, signal)()
  expect([first, second].map((outcome) => E.isRight(outcome) && [outcome.right.status, outcome.right.text])).toEqual([
    [200, 'first'],
    [204, ''],
  ])
})

test('repeats a single reply', async () => {
  const http = fakeHttp({ [`GET ${url}`]: reply(204) })
  await http(request, signal)()
  expect(E.isRight(await http(request, signal)())).toBe(true)
})

test('finds headers without regard to case', async () => {
  const outcome = await fakeHttp({ [`GET ${url}`]: reply(200, '', { ETag: 'a' }) })(request, signal)()
  expect(E.isRight(outcome) && [outcome.right.header('etag'), outcome.right.header('x')]).toEqual(['a', undefined])
})

test('records what it was asked', async () => {
  const http = fakeHttp({ [`GET ${url}`]: reply(204) })
  await http(request, signal)()
  expect([http.requests, http.seen()]).toEqual([[request], [`GET ${url}`]])
})

test('rejects a request that is not in the script', async () => {
  await expect(fakeHttp({})(request, signal)()).rejects.toThrow(`not in the script: GET ${url}, time 1`)
})

test('rejects a request once too many', async () => {
  const http = fakeHttp({ [`GET ${url}`]: [reply(204)] })
  await http(request, signal)()
  await expect(http(request, signal)()).rejects.toThrow('time 2')
})

test('breaks with the given code', async () => {
  expect(await fakeHttp({ [`GET ${url}`]: breaks('ENOTFOUND') })(request, signal)()).toEqual(
    E.left({ name: 'Unreachable', ...attempt, code: 'ENOTFOUND', cause: undefined }),
  )
})

test('ends a hanging request by abort', async () => {
  const controller = new AbortController()
  const outcome = fakeHttp({ [`GET ${url}`]: hangs })(request, controller.signal)()
  controller.abort()
  expect(await outcome).toEqual(E.left({ name: 'Aborted', ...attempt }))
})

test('ends a hanging request by time-out', async () => {
  const clock = virtualClock()
  const outcome = fakeHttp({ [`GET ${url}`]: hangs }, clock)(request, signal)()
  await clock.advance(1000)
  expect(await outcome).toEqual(E.left({ name: 'TimedOut', ...attempt, after: 1000 }))
})

test('does not record a request that was aborted before', async () => {
  const http = fakeHttp({})
  expect(await http(request, AbortSignal.abort())()).toEqual(E.left({ name: 'Aborted', ...attempt }))
  expect(http.requests).toEqual([])
})
