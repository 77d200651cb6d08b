import {
  __unsafe_getAllOwnEventDescriptors,
  isMachineSnapshot,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type InspectionEvent,
  type Observer,
  type Subscription,
} from 'xstate'
import type { MachineResult, TransitionResult } from './results.ts'

/*
 * What XState shows of its charts without promising to keep it: state nodes,
 * their transitions, the descriptors of a state, the transitions of a step.
 * Read here, and nowhere else.
 */

interface Watchable {
  readonly inspect: (observer: Observer<InspectionEvent>) => Subscription
}

/** What running charts did, of all that their machine declares. */
export interface Coverage {
  /** Counts what the charts of a client do from now on. */
  readonly watch: (client: Watchable) => Subscription
  readonly result: () => MachineResult
}

/** The events that the innermost states of a snapshot, or those around them, have transitions for. */
export const descriptorsOf = (snapshot: AnyMachineSnapshot): readonly string[] =>
  __unsafe_getAllOwnEventDescriptors(snapshot) as readonly string[]

interface Node {
  readonly id: string
  readonly states: Readonly<Record<string, Node>>
  readonly transitions: ReadonlyMap<string, readonly Transition[]>
  readonly always?: readonly Transition[]
}

interface Transition {
  readonly source: Node
  readonly eventType: string
  readonly guard?: unknown
  readonly target: readonly Node[] | undefined
}

const nodesUnder = (node: Node): readonly Node[] =>
  Object.values(node.states).flatMap((child) => [child, ...nodesUnder(child)])

const transitionsFrom = ({ transitions, always = [] }: Node): readonly Transition[] => [
  ...[...transitions.values()].flat(),
  ...always,
]

const guardOf = (guard: unknown): string | undefined => {
  if (typeof guard === 'string') return guard
  return typeof guard === 'object' && guard !== null && 'type' in guard ? String(guard.type) : undefined
}

/** A transition as it is declared; nobody has taken it yet. */
const declared = (transition: Transition): TransitionResult => {
  const { source, eventType } = transition
  const event = eventType || 'always'
  const index = transitionsFrom(source)
    .filter((other) => other.eventType === eventType)
    .indexOf(transition)
  const guard = guardOf(transition.guard)
  const target = (transition.target ?? []).map(({ id }) => id)
  const condition = guard === undefined ? '' : ` if ${guard}`
  const aim = target.length === 0 ? '' : ` → ${target.join(', ')}`
  return {
    id: `${source.id} · ${event} ${index + 1}${condition}${aim}`,
    source: source.id,
    event,
    index,
    ...(guard === undefined ? {} : { guard }),
    target,
    taken: 0,
  }
}

/** What a chart declares, taken by nobody. */
export const declaredBy = (machine: AnyStateMachine): MachineResult => {
  const root = machine.root as unknown as Node
  const nodes = nodesUnder(root)
  return {
    machine: machine.id,
    states: nodes.map(({ id }) => ({ id, entered: 0 })),
    transitions: [root, ...nodes].flatMap(transitionsFrom).map(declared),
  }
}

export const statesNotEntered = ({ states }: MachineResult): readonly string[] =>
  states.filter(({ entered }) => entered === 0).map(({ id }) => id)

export const transitionsNotTaken = ({ transitions }: MachineResult): readonly string[] =>
  transitions.filter(({ taken }) => taken === 0).map(({ id }) => id)

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
          const active = new Set(snapshot._nodes.map(({ id }) => id))
          activeIn.set(actorRef, active)
          for (const id of active) if (before?.has(id) !== true) increment(entered, id)
          if (inspection.type === '@xstate.microstep') {
            for (const transition of inspection._transitions as readonly unknown[] as readonly Transition[])
              increment(taken, declared(transition).id)
          }
        },
      }),
    result: () => {
      const { states, transitions, ...rest } = declaredBy(machine)
      return {
        ...rest,
        states: states.map(({ id }) => ({ id, entered: entered.get(id) ?? 0 })),
        transitions: transitions.map((transition) => ({ ...transition, taken: taken.get(transition.id) ?? 0 })),
      }
    },
  }
}
