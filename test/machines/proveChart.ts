import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { AnyStateMachine } from 'xstate'
import { assignmentMutantsOf } from './assignments.ts'
import { mutantsOf, rebuilt, type Mutant } from './mutants.ts'

/** One fact about a chart, and how to see whether it holds: throws where it does not. */
export interface Scenario<M> {
  readonly title: string
  readonly run: (machine: M) => Promise<void> | void
}

/** The first scenario that does not hold for this chart. */
const unmet = async <M>(machine: M, scenarios: readonly Scenario<M>[]): Promise<Scenario<M> | undefined> => {
  for (const scenario of scenarios) {
    try {
      await scenario.run(machine)
    } catch {
      return scenario
    }
  }
  return undefined
}

/**
 * The changed charts that no scenario tells from the real one. The scenario that
 * noticed the last change is tried first: changes to one place follow each other.
 */
export const survivors = async <M>(
  mutants: readonly Mutant<M>[],
  scenarios: readonly Scenario<M>[],
): Promise<readonly string[]> => {
  const names: string[] = []
  let order = scenarios
  for (const { name, machine } of mutants) {
    const noticing = await unmet(machine, order)
    if (noticing === undefined) names.push(name)
    else order = [noticing, ...order.filter((scenario) => scenario !== noticing)]
  }
  return names
}

/** Mutation takes as long as there are changes to make, however slow the computer. */
const patience = 120_000

/** Runs the scenarios, then shows that any one change to the chart makes one of them fail. */
export const proveChart = <M extends AnyStateMachine>(machine: M, scenarios: readonly Scenario<M>[]): void => {
  describe(machine.id, () => {
    for (const { title, run } of scenarios) it(title, () => run(machine))
  })

  describe(`the scenarios of ${machine.id}`, () => {
    // XState warns of events that a changed chart, over too soon, does not take any more.
    beforeEach(() => void vi.spyOn(console, 'warn').mockImplementation(() => undefined))

    it('hold for a copy made as the changed charts are made', async () => {
      expect(await unmet(rebuilt(machine, {}), scenarios)).toBeUndefined()
    })

    it(
      'notice every change to the chart',
      async () => {
        expect(await survivors(mutantsOf(machine), scenarios)).toEqual([])
      },
      patience,
    )

    it(
      'notice every property of context that an action leaves out',
      async () => {
        const exercise = async (instrumented: M): Promise<void> => {
          for (const { run } of scenarios) await run(instrumented)
        }
        expect(await survivors(await assignmentMutantsOf(machine, exercise), scenarios)).toEqual([])
      },
      patience,
    )
  })
}
