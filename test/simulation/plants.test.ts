import { expect, test, vi } from 'vitest'
import { plants } from './plants/all.ts'
import { playSession } from './session.ts'

vi.setConfig({ testTimeout: 60_000 })

test.each(plants)('$name is found by $invariant', async (plant) => {
  const { violation } = await playSession(plant.seed, { plant })
  const again = `npm run simulate -- --seeds 2000 --plant ${plant.name} tells the first seed`
  expect(violation?.invariant, again).toBe(plant.invariant)
})

test.each(plants)('what finds $name says nothing without it', async ({ seed }) => {
  expect((await playSession(seed)).violation).toBeUndefined()
})

test('at least fifteen faults are planted, each found within 2,000 seeds', () => {
  expect([plants.length >= 15, plants.filter(({ seed }) => seed < 1 || seed > 2000)]).toEqual([true, []])
})
