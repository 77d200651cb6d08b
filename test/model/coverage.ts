import {
  __unsafe_getAllOwnEventDescriptors,
  isMachineSnapshot,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type InspectionEvent,
  type Observer,
  type Subscription,
} from 'xstate'
import { chartOf, pathOf, transitionIdOf, type ChartState, type PlacedTransition } from '../../src/visualizer/index.ts'
import type { MachineResult, TransitionResult } from './results.ts'

interface Watchable {
  readonly inspect: (observer: Observer<InspectionEvent>) => Subscription
}

/** What running charts did, of all that their machine declares. */
export interface Coverage {
  /** Counts what the charts of a client do from now on. */
  readonly watch: (client: Watchable) => Subscription
  readonly result: () => MachineResult
}

/** The events that the innermost states of a snapshot, or those around them, have transitions for. No stable API. */
export const descriptorsOf = (snapshot: AnyMachineSnapshot): readonly string[] =>
  __unsafe_getAllOwnEventDescriptors(snapshot) as readonly string[]

const pathsUnder = (state: ChartState): readonly string[] =>
  state.states.flatMap((child) => [child.path, ...pathsUnder(child)])

/** What a chart declares, taken by nobody. */
export const declaredBy = (machine: AnyStateMachine): MachineResult => {
  const { id, root, transitions } = chartOf(machine)
  return {
    machine: id,
    states: pathsUnder(root).map((path) => ({ path, entered: 0 })),
    transitions: transitions.map(({ id: own, source, event, index, guard, targets }) => ({
      id: own,
      source,
      event,
      index,
      ...(guard === undefined ? {} : { guard }),
      targets,
      taken: 0,
    })),
  }
}

export const statesNotEntered = ({ states }: MachineResult): readonly string[] =>
  states.filter(({ entered }) => entered === 0).map(({ path }) => path)

const nameOf = ({ id, guard, targets }: TransitionResult): string =>
  [id, guard === undefined ? '' : ` if ${guard}`, targets.length === 0 ? '' : ` → ${targets.join(', ')}`].join('')

export const transitionsNotTaken = ({ transitions }: MachineResult): readonly string[] =>
  transitions.filter(({ taken }) => taken === 0).map(nameOf)

/** `18 of 18 transitions, 6 of 6 states`. */
export const summaryOf = (result: MachineResult): string => {
  const { transitions, states } = result
  const taken = transitions.length - transitionsNotTaken(result).length
  const entered = states.length - statesNotEntered(result).length
  return `${taken} of ${transitions.length} transitions, ${entered} of ${states.length} states`
}

const increment = (counts: Map<string, number>, id: string): void => void counts.set(id, (counts.get(id) ?? 0) + 1)

export const createCoverage = (machine: AnyStateMachine): Coverage => {
  const taken = new Map<string, number>()
  const entered = new Map<string, number>()
  const activeIn = new WeakMap<object, ReadonlySet<string>>()
  return {
    watch: (client) =>
      client.inspect({
        next: (inspection) => {
          if (inspection.type !== '@xstate.microstep' && inspection.type !== '@xstate.snapshot') return
          const { snapshot, actorRef } = inspection
          if (!isMachineSnapshot(snapshot) || snapshot.machine.id !== machine.id) return
          const before = activeIn.get(actorRef)
          const active = new Set(snapshot._nodes.map(pathOf))
          activeIn.set(actorRef, active)
          for (const path of active) if (before?.has(path) !== true) increment(entered, path)
          if (inspection.type !== '@xstate.microstep') return
          for (const transition of inspection._transitions as readonly PlacedTransition[]) {
            const id = transitionIdOf(transition)
            if (id !== undefined) increment(taken, id)
          }
        },
      }),
    result: () => {
      const { states, transitions, ...rest } = declaredBy(machine)
      return {
        ...rest,
        states: states.map(({ path }) => ({ path, entered: entered.get(path) ?? 0 })),
        transitions: transitions.map((transition) => ({ ...transition, taken: taken.get(transition.id) ?? 0 })),
      }
    },
  }
}
