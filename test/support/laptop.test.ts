import { expect, test } from 'vitest'
import { createLaptop } from './laptop.ts'
import { virtualClock } from './virtualClock.ts'

test('what became due while the machine slept runs when it wakes, in order', async () => {
  const world = virtualClock()
  const { clock, sleep, wake } = createLaptop(world)
  const ran: string[] = []
  clock.setTimeout(() => ran.push('second'), 2_000)
  clock.setTimeout(() => ran.push('first'), 1_000)
  sleep()
  await world.advance(3_000)
  const asleep = [...ran]
  wake()
  expect([asleep, ran]).toEqual([[], ['first', 'second']])
})

test('a timer that is cleared by another, both due while the machine slept, does not fire', async () => {
  const world = virtualClock()
  const { clock, sleep, wake } = createLaptop(world)
  const ran: string[] = []
  clock.setTimeout(() => {
    ran.push('first')
    clock.clearTimeout(second)
  }, 1_000)
  const second = clock.setTimeout(() => ran.push('second'), 2_000)
  sleep()
  await world.advance(3_000)
  wake()
  expect(ran).toEqual(['first'])
})
