import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import type { HttpRequest } from '../../src/transport/http.ts'
import { breaks, hangs, reply } from '../support/fakeHttp.ts'
import { virtualClock } from '../support/virtualClock.ts'
import { parkingHttp } from './parkingHttp.ts'

const url = 'https://pool.contoso.com/events'
const request: HttpRequest = { operation: 'events', method: 'GET', url, headers: {}, timeout: 1000 }
const attempt = { operation: 'events', method: 'GET', href: url }
const { signal } = new AbortController()

test('keeps every request parked, with a record of it', () => {
  const http = parkingHttp(virtualClock())
  void http(request, signal)()
  void http({ ...request, url: `${url}?ack=2` }, signal)()
  expect([http.urls, http.requests.length, http.parked(), http.most()]).toEqual([[url, `${url}?ack=2`], 2, 2, 2])
})

test('answers the request that was parked first', async () => {
  const http = parkingHttp(virtualClock())
  const first = http(request, signal)()
  void http(request, signal)()
  await http.answer(reply(200, 'text', { ETag: 'a' }))
  const outcome = await first
  expect(E.isRight(outcome) && [outcome.right.status, outcome.right.text, outcome.right.header('etag')]).toEqual([
    200,
    'text',
    'a',
  ])
  expect([http.parked(), http.most()]).toEqual([1, 2])
})

test('breaks with the given code', async () => {
  const http = parkingHttp(virtualClock())
  const outcome = http(request, signal)()
  await http.answer(breaks('ECONNRESET'))
  expect(await outcome).toEqual(E.left({ name: 'Unreachable', ...attempt, code: 'ECONNRESET', cause: undefined }))
})

test('ends by abort, which frees its timer', async () => {
  const clock = virtualClock()
  const controller = new AbortController()
  const http = parkingHttp(clock)
  const outcome = http(request, controller.signal)()
  controller.abort()
  expect([await outcome, http.parked(), clock.pending()]).toEqual([E.left({ name: 'Aborted', ...attempt }), 0, 0])
})

test('ends by time-out', async () => {
  const clock = virtualClock()
  const outcome = parkingHttp(clock)(request, signal)()
  await clock.advance(1000)
  expect(await outcome).toEqual(E.left({ name: 'TimedOut', ...attempt, after: 1000 }))
})

test('refuses to answer when nothing is parked', async () => {
  await expect(parkingHttp(virtualClock()).answer(reply(200))).rejects.toThrow('nothing is parked')
})

test('refuses to let a parked request hang', async () => {
  const http = parkingHttp(virtualClock())
  void http(request, signal)()
  await expect(http.answer(hangs)).rejects.toThrow('hangs already')
})
