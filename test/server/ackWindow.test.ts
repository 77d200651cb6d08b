import fc from 'fast-check'
import { expect, test } from 'vitest'
import { acknowledge, type AckWindow, due, oldest, openWindow, release } from '../../src/server/ackWindow.ts'

const after = (pages: number, isAcknowledged: boolean): AckWindow<string> => {
  let window: AckWindow<string> = openWindow()
  for (let page = 1; page <= pages; page++) window = release(acknowledge(window), `page ${page}`)
  return isAcknowledged ? acknowledge(window) : window
}

test.each([
  [
    'a new channel',
    after(0, false),
    [
      ['resync', 0],
      ['next', 1],
      ['resync', 2],
    ],
  ],
  [
    'an unacknowledged page',
    after(3, false),
    [
      ['resync', 2],
      ['again', 3],
      ['next', 4],
      ['resync', 5],
    ],
  ],
  [
    'an acknowledged page',
    after(3, true),
    [
      ['resync', 3],
      ['next', 4],
      ['resync', 5],
    ],
  ],
] as const)('with %s answers each ack with what it is due', (_, window, answers) => {
  expect(answers.map(([, ack]) => [due(window, ack), ack])).toEqual(answers)
})

test('sends a client that is lost to the oldest page that nobody acknowledged', () => {
  fc.assert(
    fc.property(fc.nat(50), fc.boolean(), (pages, isAcknowledged) => {
      const window = after(pages, isAcknowledged)
      expect(due(window, oldest(window))).not.toBe('resync')
      expect(due(window, oldest(window) - 1)).toBe('resync')
    }),
  )
})

test('keeps the last page only until it is acknowledged', () => {
  expect(after(2, false).kept).toBe('page 2')
  expect(after(2, true).kept).toBeUndefined()
})
