import { expect, test } from 'vitest'
import { Silence } from '../../src/runtime/silence.ts'
import { virtualClock } from '../support/virtualClock.ts'

const waiting = (isOpen: boolean) => {
  const clock = virtualClock()
  const silence = new Silence(clock)
  silence.channelIs(isOpen)
  const life = new AbortController()
  let isOver = false
  void silence.wait(60_000, life.signal).then(() => (isOver = true))
  return { clock, silence, life, isOver: () => isOver }
}

test('is over after the time on an open channel', async () => {
  const { clock, isOver } = waiting(true)
  await clock.advance(59_999)
  const before = isOver()
  await clock.advance(1)
  expect([before, isOver()]).toEqual([false, true])
})

test('does not begin on a channel that is not open', async () => {
  const { clock, isOver } = waiting(false)
  await clock.advance(3_600_000)
  expect([isOver(), clock.pending()]).toEqual([false, 0])
})

test('begins when the channel opens', async () => {
  const { clock, silence, isOver } = waiting(false)
  await clock.advance(3_600_000)
  silence.channelIs(true)
  await clock.advance(60_000)
  expect(isOver()).toBe(true)
})

test('does not count the time in which the channel is broken', async () => {
  const { clock, silence, isOver } = waiting(true)
  await clock.advance(40_000)
  silence.channelIs(false)
  await clock.advance(40_000)
  silence.channelIs(true)
  await clock.advance(19_999)
  const before = isOver()
  await clock.advance(1)
  expect([before, isOver()]).toEqual([false, true])
})

test('does not count the time in which pages wait', async () => {
  const { clock, silence, isOver } = waiting(true)
  await clock.advance(40_000)
  silence.pagesWait(true)
  await clock.advance(40_000)
  silence.pagesWait(false)
  await clock.advance(19_999)
  const before = isOver()
  await clock.advance(1)
  expect([before, isOver()]).toEqual([false, true])
})

test('does not begin when the channel opens while pages wait', async () => {
  const { clock, silence, isOver } = waiting(false)
  silence.pagesWait(true)
  silence.channelIs(true)
  await clock.advance(3_600_000)
  expect([isOver(), clock.pending()]).toEqual([false, 0])
})

test('is not prolonged by being told twice', async () => {
  const { clock, silence, isOver } = waiting(true)
  await clock.advance(30_000)
  silence.channelIs(true)
  await clock.advance(30_000)
  expect([isOver(), clock.pending()]).toEqual([true, 0])
})

test('leaves no timer when it is given up', async () => {
  const { clock, life, isOver } = waiting(true)
  life.abort()
  await clock.advance(3_600_000)
  expect([clock.pending(), isOver()]).toEqual([0, false])
})

test('does not begin again after it was given up', async () => {
  const { clock, silence, life } = waiting(true)
  silence.channelIs(false)
  life.abort()
  silence.channelIs(true)
  await clock.advance(0)
  expect(clock.pending()).toBe(0)
})

test.each([-48, 48])('is neither prolonged nor ended by a clock that is set by %i hours', async (hours) => {
  const clock = virtualClock()
  let ahead = 0
  const silence = new Silence({ ...clock, now: () => clock.now() + ahead })
  let isOver = false
  silence.channelIs(true)
  void silence.wait(60_000, new AbortController().signal).then(() => (isOver = true))
  await clock.advance(10_000)
  ahead = hours * 3_600_000
  silence.channelIs(false)
  silence.channelIs(true)
  await clock.advance(49_999)
  const before = isOver
  await clock.advance(10_001)
  expect([before, isOver]).toEqual([false, true])
})

test('waits for a channel of which nothing was told yet', () => {
  const clock = virtualClock()
  const silence = new Silence(clock)
  void silence.wait(60_000, new AbortController().signal)
  const before = clock.pending()
  silence.pagesWait(false)
  expect([before, clock.pending()]).toEqual([0, 0])
})
