import { parseArgs } from 'node:util'
import { findChromium, notRun } from '../browser/chromium.ts'
import { compile } from './compiled.ts'
import { measureFrames } from './frames.ts'
import { measureAfresh } from './fresh.ts'
import { goals, isWithin, type Goal, type Measured } from './goals.ts'
import { measurements, type Measurement } from './measure.ts'

const usage = `npm run bench -- [--only P7,P8] [--quick]

Measures the library against test/bench/handWritten.ts; docs/performance.md says what each line means.`

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2
}

const medians = (runs: readonly Measured[]): Measured =>
  Object.fromEntries(Object.keys(runs[0] ?? {}).map((id) => [id, median(runs.map((run) => run[id] ?? NaN))]))

const shown = ({ unit }: Goal, value: number): string =>
  unit === 'ratio' ? value.toFixed(2) : Math.round(value).toLocaleString('en-US')

const verdict = (goal: Goal, measured: number): string => {
  if (isWithin(goal, measured, goal.aim)) return 'ok, aim reached'
  return isWithin(goal, measured, goal.gate) ? 'ok' : 'over the gate'
}

const row = (goal: Goal, measured: number): readonly string[] => {
  const sign = goal.sense === 'least' ? '≥' : '≤'
  return [
    goal.id,
    goal.title,
    shown(goal, measured),
    `${sign} ${shown(goal, goal.gate)}`,
    `${sign} ${shown(goal, goal.aim)}`,
    verdict(goal, measured),
  ]
}

const print = (rows: readonly (readonly string[])[]): void => {
  const header = ['goal', 'what', 'measured', 'gate', 'aim', '']
  const widths = header.map((_, at) => Math.max(...[header, ...rows].map((cells) => cells[at]?.length ?? 0)))
  for (const cells of [header, ...rows]) {
    console.log(
      cells
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
  }
}

const run = async (folder: string, { goals: answered, processes }: Measurement, isQuick: boolean) => {
  const runs: Measured[] = []
  for (let time = 0; time < (isQuick ? 1 : processes); time++) {
    runs.push(await measureAfresh(folder, answered[0] ?? '', isQuick))
  }
  return medians(runs)
}

const main = async (): Promise<void> => {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, quick: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help === true) {
    console.log(usage)
    return
  }
  const wanted = values.only?.split(',')
  const isWanted = (id: string): boolean => wanted === undefined || wanted.includes(id.split('/')[0] ?? id)
  const compiled = await compile()
  const measured: Record<string, number> = {}
  for (const measurement of measurements.filter((each) => each.goals.some(isWanted))) {
    Object.assign(measured, await run(compiled.folder, measurement, values.quick === true))
  }
  await compiled.remove()
  if (isWanted('P11') && findChromium() === undefined) console.log(notRun)
  // In this process: what is measured is a browser.
  else if (isWanted('P11')) Object.assign(measured, await measureFrames(values.quick === true ? 2 : 5))
  console.log(`Node ${process.versions.node}\n`)
  print(goals.filter(({ id }) => isWanted(id) && id in measured).map((goal) => row(goal, measured[goal.id] ?? NaN)))
}

await main()
