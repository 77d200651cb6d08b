import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import type { Refused, SignInFailure } from '../../src/protocol/failure.ts'
import { createJudge } from '../../src/runtime/setback.ts'
import { virtualClock } from '../support/virtualClock.ts'

const attempt = { operation: 'user', method: 'GET', href: 'https://pool.contoso.com/user' }
const refused = (status: number, retryAfter?: number): Refused => ({
  name: 'Refused',
  ...attempt,
  status,
  code: undefined,
  subcode: undefined,
  message: undefined,
  parameters: undefined,
  retryAfter,
  diagnostics: undefined,
})
const unreachable: SignInFailure = { name: 'Unreachable', ...attempt, code: 'ECONNRESET', cause: undefined }
const unreadable: SignInFailure = { name: 'Unreadable', ...attempt, status: 200, reason: 'not JSON', faults: [] }
const notFramed: SignInFailure = { name: 'NotFramed', ...attempt, frame: 'https://a/xframe', origin: 'https://b' }
const notDiscovered: SignInFailure = { name: 'NotDiscovered', tried: [] }

const judge = createJudge({ clock: virtualClock(1_000_000), random: () => 1 })
const tries = (failure: SignInFailure, recovering: boolean, counts: readonly number[]) =>
  counts.map((count) => {
    const judged = judge(E.left(failure), { attempt: count, recovering })
    return E.isLeft(judged) ? judged.left.retry?.in : 'right'
  })

test('leaves alone what has worked', () => {
  expect(judge(E.right(7), { attempt: 0, recovering: false })).toEqual(E.right(7))
})

test('says how long to wait, and until when', () => {
  expect(judge(E.left(refused(503, 7000)), { attempt: 0, recovering: false })).toEqual(
    E.left({ failure: refused(503, 7000), retry: { in: 7000, at: 1_007_000 } }),
  )
})

test.each([unreachable, refused(500), refused(503)])('at a sign-in form tries three times after %o', (failure) => {
  expect(tries(failure, false, [0, 1, 2])).toEqual([1000, 2000, undefined])
})

test.each([notDiscovered, unreadable, notFramed, refused(403)])('at a sign-in form tells of %o at once', (failure) => {
  expect(judge(E.left(failure), { attempt: 0, recovering: false })).toEqual(E.left({ failure, retry: undefined }))
})

test.each([unreachable, refused(503), notDiscovered, unreadable, notFramed])(
  'for a session that was up tries as long as it takes after %o',
  (failure) => {
    expect(tries(failure, true, [0, 1, 2, 9, 99])).toEqual([1000, 2000, 4000, 60_000, 60_000])
  },
)

test('takes a refusal for one though the session was up', () => {
  expect(tries(refused(403), true, [0])).toEqual([undefined])
})
