import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Refused, SignInFailure } from '../../src/protocol/failure.ts'
import { backoff, briefly, longestWait, patiently, retryDelay, shortestWait } from '../../src/transport/retryPolicy.ts'

const attempt = { operation: 'me', method: 'GET', href: 'https://pool.contoso.com/me' }
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
const timedOut: SignInFailure = { name: 'TimedOut', ...attempt, after: 1000 }
const redirected: SignInFailure = { name: 'Unreadable', ...attempt, status: 302, reason: 'a redirect', faults: [] }
const cutToken: SignInFailure = { name: 'Unreadable', ...attempt, status: 200, reason: 'not JSON', faults: [] }
const certain = () => 0.5

test.each([
  ...[408, 429, 500, 502, 503, 504].map((status): [string, SignInFailure] => [String(status), refused(status)]),
  ['a broken connection', unreachable],
  ['a time-out', timedOut],
  ['a redirect', redirected],
  ['a token that was cut off', cutToken],
])('sends a GET again after %s', (_, failure) => {
  expect(retryDelay({ failure, attempt: 1, method: 'GET', random: certain })).toBe(750)
})

const answers: readonly SignInFailure[] = [
  ...[400, 401, 403, 404, 405, 409, 410, 412, 413, 415, 428, 501, 505].map((status) => refused(status)),
  { name: 'Aborted', ...attempt },
  { name: 'TokenRefused', error: 'invalid_grant', description: '' },
  { name: 'NotAvailable', link: 'sendMessage', reason: '' },
]

test.each(answers.map((failure) => [failure.name, 'status' in failure ? failure.status : '', failure] as const))(
  'takes %s %s for an answer',
  (_, __, failure) => {
    expect(retryDelay({ failure, attempt: 1, method: 'GET', random: certain })).toBe(undefined)
  },
)

test.each([unreachable, timedOut, redirected, refused(503, 1000), refused(429)])(
  'never sends a POST again: %o',
  (failure) => {
    expect(retryDelay({ failure, attempt: 1, method: 'POST', random: certain, policy: patiently })).toBe(undefined)
  },
)

test('takes 500 to a DELETE for an answer', () => {
  expect(retryDelay({ failure: refused(500), attempt: 1, method: 'DELETE', random: certain })).toBe(undefined)
})

test.each([302, 503])('takes what makes no sense for the answer to a DELETE, with status %d', (status) => {
  const failure: SignInFailure = { name: 'Unreadable', ...attempt, status, reason: 'not JSON', faults: [] }
  expect(retryDelay({ failure, attempt: 1, method: 'DELETE', random: certain })).toBe(undefined)
})

test('sends a DELETE again after 503', () => {
  expect(retryDelay({ failure: refused(503), attempt: 1, method: 'DELETE', random: certain })).toBe(750)
})

test('gives up after the last try of the policy', () => {
  const delays = [1, 2, 3].map((tries) =>
    retryDelay({ failure: timedOut, attempt: tries, method: 'GET', random: certain, policy: briefly }),
  )
  expect(delays).toEqual([750, 1500, undefined])
})

test('doubles up to the cap', () => {
  const delays = [1, 2, 3, 7, 8, 2000].map((tries) =>
    retryDelay({ failure: timedOut, attempt: tries, method: 'GET', random: () => 1, policy: patiently }),
  )
  expect(delays).toEqual([1000, 2000, 4000, 60_000, 60_000, 60_000])
})

test.each([
  [7000, 7000],
  [0, shortestWait],
  [86_400_000, longestWait],
])('waits the %d ms of Retry-After as %d', (asked, waited) => {
  expect(retryDelay({ failure: refused(503, asked), attempt: 1, method: 'GET', random: certain })).toBe(waited)
})

test('leaves half of the wait to chance', () => {
  const delay = (random: () => number) =>
    retryDelay({ failure: timedOut, attempt: 4, method: 'GET', random, policy: patiently })
  expect([delay(() => 0), delay(() => 1)]).toEqual([4000, 8000])
})

test('waits at least half a second, at most the cap', () => {
  fc.assert(
    fc.property(
      fc.record({ base: fc.nat(10_000), cap: fc.integer({ min: 500, max: 100_000 }) }),
      fc.integer({ min: 1, max: 5000 }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      ({ base, cap }, tries, chance) => {
        const policy = { base, cap, attempts: Number.POSITIVE_INFINITY }
        const delay = retryDelay({ failure: timedOut, attempt: tries, method: 'GET', random: () => chance, policy })
        expect(delay).toBeGreaterThanOrEqual(shortestWait)
        expect(delay).toBeLessThanOrEqual(cap)
      },
    ),
  )
})

test('waits half a second at least after thousands of failures', () => {
  expect(backoff(5000, certain, { base: 0, cap: 60_000, attempts: 1 })).toBe(shortestWait)
})
