import type { AnyStateMachine } from 'xstate'
import { mutantsOf, type Mutant } from '../machines/mutants.ts'
import type { Move } from './pathsOf.ts'
import { walk, type Model } from './walk.ts'
import { inProcess } from './world.ts'

/** The report is not empty; a chart that cannot even be walked is noticed, too. */
const isNoticed = async <Machine extends AnyStateMachine, M extends Move>(
  model: Model<Machine, M>,
): Promise<boolean> => {
  try {
    const report = await walk(model, inProcess, { failures: 1 })
    const signs = [report.disagreements, report.movesNotMade, report.statesNotEntered, report.transitionsNotTaken]
    return signs.some(({ length }) => length > 0)
  } catch {
    return true
  }
}

/**
 * The names of those changes to a chart that nobody would notice, but for those
 * that the model says are out of sight. A change is made to the machine itself,
 * so that client and model both have it: what tells the two apart then is what
 * users were promised.
 */
export const unnoticed = async <Machine extends AnyStateMachine, M extends Move>(
  model: Model<Machine, M>,
  chosen: (mutants: readonly Mutant<Machine>[]) => readonly Mutant<Machine>[] = (mutants) => mutants,
): Promise<readonly string[]> => {
  const { machine, outOfSight = {} } = model
  const { config, implementations } = machine
  const names: string[] = []
  const visible = mutantsOf(machine).filter(({ name }) => !(name in outOfSight))
  try {
    for (const mutant of chosen(visible)) {
      // `provide` makes a machine of these, for the client as for the walk.
      Reflect.set(machine, 'config', mutant.machine.config)
      Reflect.set(machine, 'implementations', mutant.machine.implementations)
      if (!(await isNoticed(model))) names.push(mutant.name)
    }
  } finally {
    Reflect.set(machine, 'config', config)
    Reflect.set(machine, 'implementations', implementations)
  }
  return names
}
