import { plants } from './plants/all.ts'
import { playSession } from './session.ts'
import { worlds } from './world.ts'

/** Given in this order: the first seed, how many, how far apart, which faults may strike, which fault is planted, and in which world. */
const [from = 0, count = 0, step = 1] = process.argv.slice(2, 5).map(Number)
const faults = (process.argv[5] ?? '').split(',')
const plant = plants.find(({ name }) => name === process.argv[6])

const world = worlds.find((name) => name === process.argv[7]) ?? 'usual'

for (let at = 0; at < count; at++) {
  const outcome = await playSession(from + at * step, { faults: new Set(faults), world, ...(plant && { plant }) })
  process.send?.(outcome)
}
process.disconnect()
