import { expect, test } from 'vitest'
import { lateTimer } from '../../src/runtime/lateTimer.ts'
import type { Clock } from '../../src/seam/clock.ts'
import { virtualClock } from '../support/virtualClock.ts'

const ticking = () => {
  const clock = virtualClock()
  let ahead = 0
  let woken = 0
  const setAhead: Clock = { ...clock, now: () => clock.now() + ahead }
  const stop = lateTimer(setAhead)(() => (woken += 1))
  return { clock, stop, woken: () => woken, set: (ms: number) => (ahead += ms) }
}

test('says nothing while time goes by', async () => {
  const { clock, woken } = ticking()
  await clock.advance(3_600_000)
  expect([woken(), clock.pending()]).toEqual([0, 1])
})

test.each([
  [60_000, 0],
  [60_001, 1],
])('tells of a timer that is %d ms late so many times: %d', async (late, times) => {
  const { clock, woken, set } = ticking()
  await clock.advance(15_000)
  set(late)
  await clock.advance(14_999)
  const early = woken()
  await clock.advance(300_000)
  expect([early, woken()]).toEqual([0, times])
})

test('looks at the clock no more once it is stopped', () => {
  const { clock, stop } = ticking()
  stop()
  expect(clock.pending()).toBe(0)
})
