import { playSession } from './session.ts'

/** Given in this order: the first seed, how many, how far apart, and which faults may strike. */
const [from = 0, count = 0, step = 1] = process.argv.slice(2, 5).map(Number)
const faults = (process.argv[5] ?? '').split(',')

for (let at = 0; at < count; at++) {
  const outcome = await playSession(from + at * step, { faults: new Set(faults) })
  process.send?.(outcome)
}
process.disconnect()
