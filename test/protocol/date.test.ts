import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeDate, encodeDate } from '../../src/protocol/index.ts'

it.each([
  { text: '/Date(1700000000000)/', iso: '2023-11-14T22:13:20.000Z' },
  { text: '/Date(0)/', iso: '1970-01-01T00:00:00.000Z' },
  { text: '/Date(-1000)/', iso: '1969-12-31T23:59:59.000Z' },
  { text: '/Date(1700000000000+0200)/', iso: '2023-11-14T22:13:20.000Z' },
  { text: '2023-11-14T22:13:20Z', iso: '2023-11-14T22:13:20.000Z' },
  { text: '2023-11-14T22:13Z', iso: '2023-11-14T22:13:00.000Z' },
  { text: '2023-11-14T15:13:20.1234567-07:00', iso: '2023-11-14T22:13:20.123Z' },
  { text: '2023-11-14T22:13:20.5', iso: '2023-11-14T22:13:20.500Z' },
  { text: '2023-11-14', iso: '2023-11-14T00:00:00.000Z' },
])('reads $text as $iso', ({ text, iso }) => {
  expect(decodeDate(text)?.toISOString()).toBe(iso)
})

it.each(['', 'yesterday', '7', 'Tue, 14 Nov 2023', '/Date(x)/', '/Date(99999999999999999)/', '2023-13-45T00:00:00Z'])(
  'does not take "%s" for a date',
  (text) => {
    expect(decodeDate(text)).toBeUndefined()
  },
)

it('writes milliseconds in a string', () => {
  expect(encodeDate(new Date(1_700_000_000_000))).toBe('/Date(1700000000000)/')
})

it('reads every date that it writes', () => {
  fc.assert(
    fc.property(fc.date({ noInvalidDate: true }), (date) => {
      expect(decodeDate(encodeDate(date))).toEqual(date)
    }),
  )
})

it('reads every date in ISO 8601', () => {
  const range = { min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }
  fc.assert(
    fc.property(fc.date(range), (date) => {
      expect(decodeDate(date.toISOString())).toEqual(date)
    }),
  )
})
