import { measurements } from './measure.ts'

export type Pace = 'quick' | 'full'

/** One measurement in a process of its own: `child.js P3 quick`. Tells its parent, or prints. */
const [goal = '', pace] = process.argv.slice(2)
const measurement = measurements.find(({ goals }) => goals.includes(goal))
if (measurement === undefined) throw new Error(`no measurement of ${goal}`)
const measured = await measurement.measure(pace === 'quick')
if (process.send === undefined) console.log(measured)
else process.send(measured, () => process.disconnect())
