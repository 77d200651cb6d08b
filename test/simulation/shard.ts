import { plants } from './plants/all.ts'
import { playSession } from './session.ts'
import { worlds, worldsOf } from './world.ts'

/** Given in this order: the first seed, how many, how far apart, which faults may strike, which fault is planted, and in which world, if in one alone. */
const [from = 0, count = 0, step = 1] = process.argv.slice(2, 5).map(Number)
const faults = (process.argv[5] ?? '').split(',')
const plant = plants.find(({ name }) => name === process.argv[6])

const alone = worlds.find((name) => name === process.argv[7])

for (let at = 0; at < count; at++) {
  const seed = from + at * step
  for (const world of alone === undefined ? worldsOf(seed) : [alone]) {
    const outcome = await playSession(seed, { faults: new Set(faults), world, ...(plant && { plant }) })
    process.send?.(outcome)
  }
}
process.disconnect()
