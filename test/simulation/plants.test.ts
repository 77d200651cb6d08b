import { expect, test, vi } from 'vitest'
import { plants } from './plants/all.ts'
import type { PlantedFault } from './plants/planting.ts'
import { playSession, type SessionOptions } from './session.ts'

vi.setConfig({ testTimeout: 180_000 })

/** Tried beside the seed that is written down, which a change of what users do may have made another session. */
const otherSeeds = Array.from({ length: 300 }, (_, at) => at + 1)

/** The first of the seeds whose session breaks the invariant with the plant, and none without it. */
const findingSeed = async (plant: PlantedFault): Promise<number | undefined> => {
  const struck: SessionOptions = {
    ...(plant.faults && { faults: new Set(plant.faults) }),
    ...(plant.world && { world: plant.world }),
  }
  for (const seed of [plant.seed, ...otherSeeds]) {
    const planted = await playSession(seed, { ...struck, plant })
    if (planted.violation?.invariant !== plant.invariant) continue
    if ((await playSession(seed, struck)).violation === undefined) return seed
  }
  return undefined
}

test.each(plants)('$name is found by $invariant, which says nothing without it', async (plant) => {
  const again = `npm run simulate -- --seeds 2000 --plant ${plant.name} tells a seed that finds it`
  expect(await findingSeed(plant), again).toBeDefined()
})

test('at least fifteen faults are planted, each found within 2,000 seeds', () => {
  expect([plants.length >= 15, plants.filter(({ seed }) => seed < 1 || seed > 2000)]).toEqual([true, []])
})
