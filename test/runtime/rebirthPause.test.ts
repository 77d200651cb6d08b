import { expect, test } from 'vitest'
import { Rebirth } from '../../src/runtime/rebirth.ts'
import { virtualClock } from '../support/virtualClock.ts'

const living = () => {
  const clock = virtualClock(1_000_000)
  const rebirth = new Rebirth(clock, () => 1)
  const live = async (ms: number) => {
    rebirth.born()
    await clock.advance(ms)
    return rebirth.pause()
  }
  return { rebirth, live }
}

test('waits for nothing before there was an application', () => {
  expect(living().rebirth.pause()).toBe(undefined)
})

test('waits for nothing after an ordinary life', async () => {
  expect(await living().live(30_000)).toBe(undefined)
})

test('waits the longer the more short lives follow each other', async () => {
  const { live } = living()
  expect([await live(29_999), await live(0), await live(0)]).toEqual([
    { in: 1000, at: 1_030_999 },
    { in: 2000, at: 1_031_999 },
    { in: 4000, at: 1_033_999 },
  ])
})

test('begins anew after an ordinary life', async () => {
  const { live } = living()
  await live(0)
  await live(30_000)
  expect(await live(0)).toEqual({ in: 1000, at: 1_031_000 })
})

test('waits once for each life', async () => {
  const { live, rebirth } = living()
  await live(0)
  expect(rebirth.pause()).toBe(undefined)
  expect(await live(0)).toEqual({ in: 2000, at: 1_002_000 })
})
