import { expect, test } from 'vitest'
import * as machines from '../../machines/index.ts'
import { chartOf } from '../../src/visualizer/chartOf.ts'
import { layoutOf } from '../../src/visualizer/layout/elk.ts'
import { collisionsIn } from './collisions.ts'

test.each(Object.entries(machines))('nothing in the picture of %s lies on anything else', async (_, machine) => {
  expect(collisionsIn(await layoutOf(chartOf(machine)))).toEqual([])
})
