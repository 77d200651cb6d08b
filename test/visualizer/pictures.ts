import { readFileSync } from 'node:fs'
import * as machines from '../../machines/index.ts'
import { chartOf } from '../../src/visualizer/chartOf.ts'
import { svgOf } from '../../src/visualizer/drawing/svg.ts'
import { layoutOf } from '../../src/visualizer/layout/elk.ts'
import type { MachineResult, ModelResults } from '../model/results.ts'

export const docs = new URL('../../docs/', import.meta.url)

/** A file under `docs/`, and what belongs in it. */
export interface Picture {
  readonly file: string
  readonly text: string
}

const taken = JSON.parse(readFileSync(new URL('machines/coverage.json', docs), 'utf8')) as ModelResults

/** What the models did not come to, as a picture shows it. */
export const uncoveredIn = ({ states, transitions }: MachineResult) => ({
  states: new Set(states.filter(({ entered }) => entered === 0).map(({ path }) => path)),
  transitions: new Set(transitions.filter((transition) => transition.taken === 0).map(({ id }) => id)),
})

const summaryOf = (result: MachineResult): string => {
  const uncovered = uncoveredIn(result)
  const share = (all: readonly unknown[], missing: ReadonlySet<string>): string =>
    `${all.length - missing.size} of ${all.length}`
  return `| [${result.machine}](machines/taken/${result.machine}.svg) | ${share(result.transitions, uncovered.transitions)} | ${share(result.states, uncovered.states)} |`
}

/** The rows of the table in `docs/machines.md`. */
export const summaries = (): readonly string[] => taken.map(summaryOf)

export const machineNames = Object.values(machines).map(({ id }) => id)

/** Every picture of one machine: its chart, where all lies, and what was taken, if its model told that. */
export const picturesOf = async (name: string): Promise<readonly Picture[]> => {
  const machine = Object.values(machines).find(({ id }) => id === name)
  if (machine === undefined) throw new Error(`there is no machine ${name}`)
  const layout = await layoutOf(chartOf(machine))
  const result = taken.find((each) => each.machine === name)
  return [
    { file: `machines/${name}.svg`, text: `${svgOf(layout)}\n` },
    { file: `machines/${name}.layout.json`, text: `${JSON.stringify(layout)}\n` },
    ...(result === undefined
      ? []
      : [
          {
            file: `machines/taken/${name}.svg`,
            text: `${svgOf(layout, { uncovered: uncoveredIn(result) })}\n`,
          },
        ]),
  ]
}
