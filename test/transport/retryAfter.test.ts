import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseRetryAfter } from '../../src/transport/retryAfter.ts'

const now = Date.UTC(2026, 0, 1, 12)

test('reads seconds as milliseconds', () => {
  fc.assert(
    fc.property(fc.nat(999_999_999), (seconds) => {
      expect(parseRetryAfter(` ${seconds} `, now)).toBe(seconds * 1000)
    }),
  )
})

test('reads an HTTP date as milliseconds from now', () => {
  fc.assert(
    fc.property(fc.nat(100_000_000), (seconds) => {
      expect(parseRetryAfter(new Date(now + seconds * 1000).toUTCString(), now)).toBe(seconds * 1000)
    }),
  )
})

test.each(['Thu, 01 Jan 2026 12:00:05 GMT', 'Thursday, 01-Jan-26 12:00:05 GMT', 'Thu Jan  1 12:00:05 2026'])(
  'reads the form %s',
  (header) => {
    expect(parseRetryAfter(header, now)).toBe(5000)
  },
)

test('reads a date that has passed as nothing to wait for', () => {
  expect(parseRetryAfter('Thu, 01 Jan 2026 11:59:59 GMT', now)).toBe(0)
})

test.each([
  '',
  '-5',
  '1.5',
  '1e3',
  'soon',
  '2026-01-01',
  '99999999999',
  'Thu, 99 Foo 2026 11:59:59 GMT',
  '(at) Thu, 01 Jan 2026 12:00:05 GMT',
])('takes %j for absent', (header) => {
  expect(parseRetryAfter(header, now)).toBe(undefined)
})
