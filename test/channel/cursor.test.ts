import { expect, test } from 'vitest'
import { advance, startAt, type Cursor, type PollAnswer, type Step } from '../../src/channel/cursor.ts'
import type { Failure } from '../../src/protocol/failure.ts'
import { failure, page, refused, replacement, timedOut, tokenRefused, unreachable, unreadable } from './answers.ts'

const url = (ack: number) => `https://pool.contoso.com/ucwa/events?ack=${ack}`
const now = Date.UTC(2026, 0, 1)
const minute = 60_000
const slowly = { now, took: 30_000, random: () => 0.5 }
const atOnce = { ...slowly, took: 5 }
const start = startAt(url(1))
const told: Cursor = { ...start, untold: false }

/** The step after the last of some answers. */
const after = (from: Cursor, answers: readonly PollAnswer[], moment = slowly): Step => {
  const [first, ...rest] = answers
  if (first === undefined) throw new Error('no answer')
  const step = advance(from, first, moment)
  if (rest.length === 0) return step
  if (!('cursor' in step)) throw new Error(`over: ${step.then}`)
  return after(step.cursor, rest, moment)
}

const waitAfter = (cause: Failure): number | string => {
  const step = advance(told, failure(cause), slowly)
  return step.then === 'wait' ? step.ms : step.then
}

test('starts with nothing told, seen or failed', () => {
  expect(start).toEqual({
    url: url(1),
    untold: true,
    seen: undefined,
    failures: 0,
    failingSince: undefined,
    replacements: 0,
    hollow: 0,
  })
})

test('goes on behind a page with next', () => {
  const answer = page(1)
  expect(advance(start, answer, slowly)).toEqual({
    then: 'poll',
    cursor: { ...told, url: url(2), seen: url(1) },
    page: answer.page,
    gap: undefined,
    pause: 0,
  })
})

test('tells a resume as a gap, after which the server has forgotten the aggregation values', () => {
  const answer = page(1, { rel: 'resume' })
  expect(advance(told, answer, slowly)).toEqual({
    then: 'poll',
    cursor: { ...start, url: url(2), seen: url(1) },
    page: answer.page,
    gap: 'resume',
    pause: 0,
  })
})

test('tells a resync as a gap, after which nothing counts as seen', () => {
  const answer = page(1, { rel: 'resync', onward: url(7), events: 0 })
  expect(advance({ ...told, seen: url(0) }, answer, slowly)).toEqual({
    then: 'poll',
    cursor: { ...start, url: url(7) },
    page: answer.page,
    gap: 'resync',
    pause: 0,
  })
})

test('takes a resync for news even where its self is that of the last page', () => {
  const step = advance({ ...told, seen: url(1) }, page(1, { rel: 'resync' }), slowly)
  expect(step).toMatchObject({ then: 'poll', gap: 'resync' })
})

test('hands on a page again that the server sends behind a resync', () => {
  const answer = page(1)
  expect(after(told, [page(1), page(2, { rel: 'resync', onward: url(1) }), answer])).toMatchObject({
    page: answer.page,
  })
})

test('drops a page that was seen', () => {
  expect(advance({ ...told, url: url(2), seen: url(1) }, page(1), slowly)).toEqual({
    then: 'poll',
    cursor: { ...told, url: url(2), seen: url(1) },
    page: undefined,
    gap: undefined,
    pause: 0,
  })
})

test('does not tell the gap of a resume again that was seen', () => {
  const step = advance({ ...told, url: url(2), seen: url(1) }, page(1, { rel: 'resume' }), slowly)
  expect(step).toMatchObject({ page: undefined, gap: undefined })
})

test('drops a page that was seen after the request for the next one broke', () => {
  expect(after(start, [page(1), failure(unreachable), page(1)])).toMatchObject({ page: undefined })
})

test('knows a page without self by the URL of its request', () => {
  const step = advance(start, page(1, { self: undefined }), slowly)
  expect(step).toMatchObject({ then: 'poll', cursor: { seen: url(1) } })
})

test('drops a page without self that leads to itself', () => {
  const stuck = page(1, { self: undefined, onward: url(1) })
  expect(after(start, [stuck, stuck])).toMatchObject({ page: undefined })
})

test('forgets failures with the first page', () => {
  expect(after(start, [failure(unreachable), failure(replacement), page(1)])).toMatchObject({
    cursor: { failures: 0, failingSince: undefined, replacements: 0 },
  })
})

test('repeats the same URL with the same aggregation values after a failure', () => {
  expect(advance(start, failure(unreachable), slowly)).toEqual({
    then: 'wait',
    cursor: { ...start, failures: 1, failingSince: now },
    ms: 750,
    cause: unreachable,
  })
})

test.each<[string, Failure]>([
  ['a broken connection', unreachable],
  ['a time-out of ours', timedOut],
  ['an unreadable page', unreadable],
  ...[408, 409, 429, 500, 501, 502, 503, 504, 520].map((status): [string, Failure] => [`${status}`, refused(status)]),
])('backs off after %s', (_, cause) => {
  expect(waitAfter(cause)).toBe(750)
})

test.each<[string, Failure]>([
  ...[400, 401, 403, 404, 405, 410, 412].map((status): [string, Failure] => [`${status}`, refused(status)]),
  ['404 ApplicationNotFound', refused(404, 'ApplicationNotFound')],
  ['410 InactiveApplicationExpired', refused(410, 'InactiveApplicationExpired')],
  ['a refused token', tokenRefused],
])('ends with %s', (_, cause) => {
  expect(advance(told, failure(cause), slowly)).toEqual({ then: 'gone', cause })
})

test.each([
  [7_000, 7_000],
  [0, 500],
  [24 * 60 * minute, 5 * minute],
])('turns a Retry-After of %i ms into a wait of %i ms', (asked, waited) => {
  expect(waitAfter(refused(503, undefined, asked))).toBe(waited)
})

test('waits longer with each failure, up to a minute', () => {
  const waits: number[] = []
  let cursor = told
  for (let attempt = 1; attempt <= 8; attempt++) {
    const step = advance(cursor, failure(unreachable), slowly)
    if (step.then !== 'wait') throw new Error(step.then)
    waits.push(step.ms)
    cursor = step.cursor
  }
  expect(waits).toEqual([750, 1_500, 3_000, 6_000, 12_000, 24_000, 45_000, 45_000])
})

test('backs off after one PGetReplaced, which may be our own', () => {
  expect(advance(told, failure(replacement), slowly)).toEqual({
    then: 'wait',
    cursor: { ...told, failures: 1, failingSince: now, replacements: 1 },
    ms: 750,
    cause: replacement,
  })
})

test('takes a second PGetReplaced running for another instance', () => {
  expect(after(told, [failure(replacement), failure(replacement)])).toEqual({ then: 'replaced' })
})

test.each<[string, PollAnswer]>([
  ['a page', page(1)],
  ['another failure', failure(refused(503))],
  ['another conflict', failure(refused(409))],
])('does not count a PGetReplaced from before %s', (_, between) => {
  expect(after(told, [failure(replacement), between, failure(replacement)])).toMatchObject({
    then: 'wait',
    cursor: { replacements: 1 },
  })
})

test('takes PGetReplaced for a replacement only with 409', () => {
  const other = failure(refused(503, 'PGetReplaced'))
  expect(after(told, [other, other])).toMatchObject({ then: 'wait', cursor: { replacements: 0 } })
})

test('goes on after 15 minutes of failing', () => {
  const failing: Cursor = { ...told, failures: 20, failingSince: now - 15 * minute }
  expect(advance(failing, failure(unreachable), slowly)).toMatchObject({ then: 'wait' })
})

test('gives up after more than 15 minutes of failing', () => {
  const failing: Cursor = { ...told, failures: 20, failingSince: now - 15 * minute - 1 }
  expect(advance(failing, failure(unreachable), slowly)).toEqual({ then: 'gone', cause: unreachable })
})

test('is no more patient when the clock is set back', () => {
  const failing: Cursor = { ...told, failures: 1, failingSince: now + 60 * minute }
  expect(advance(failing, failure(unreachable), slowly)).toMatchObject({ cursor: { failingSince: now } })
})

const nothingNew: readonly [string, PollAnswer][] = [
  ['an empty page', page(1, { events: 0, onward: url(1), self: url(9) })],
  ['a page that was seen', page(1, { onward: url(1) })],
  ['a resync', page(1, { rel: 'resync', onward: url(1) })],
]

test.each(nothingNew)('counts %s that came at once', (_, answer) => {
  expect(advance({ ...told, seen: url(1) }, answer, atOnce)).toMatchObject({ cursor: { hollow: 1 }, pause: 0 })
})

test.each(nothingNew)('pauses after %s came at once four times', (_, answer) => {
  const spinning: Cursor = { ...told, seen: url(1), hollow: 3 }
  expect(advance(spinning, answer, atOnce)).toMatchObject({ cursor: { hollow: 4 }, pause: 750 })
})

test('pauses longer while a server goes on answering at once with nothing', () => {
  const empty = page(1, { events: 0 })
  const pauses = [4, 5, 8, 40].map((hollow) => advance({ ...told, hollow: hollow - 1 }, empty, atOnce))
  expect(pauses.map((step) => 'pause' in step && step.pause)).toEqual([750, 1_500, 12_000, 45_000])
})

test('does not pause for an empty page that was parked for a second', () => {
  const step = advance({ ...told, hollow: 9 }, page(1, { events: 0 }), { ...slowly, took: 1_000 })
  expect(step).toMatchObject({ cursor: { hollow: 0 }, pause: 0 })
})

test('does not pause for a page with events', () => {
  expect(advance({ ...told, hollow: 9 }, page(1), atOnce)).toMatchObject({ cursor: { hollow: 0 }, pause: 0 })
})

test('does not take a page of undecodable events for an empty one', () => {
  const answer = page(1, { events: 0 })
  const broken = {
    name: 'UndecodableEvent',
    path: '/sender/0',
    failure: { name: 'DecodeFailure', faults: [] },
    raw: () => 1,
  } as const
  const step = advance(told, { ...answer, page: { ...answer.page, undecodable: [broken] } }, atOnce)
  expect(step).toMatchObject({ cursor: { hollow: 0 } })
})

test('keeps counting hollow pages across a failure', () => {
  const step = advance({ ...told, hollow: 3 }, failure(unreachable), atOnce)
  expect(step).toMatchObject({ cursor: { hollow: 3 } })
})
