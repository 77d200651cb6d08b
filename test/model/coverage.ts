import {
  __unsafe_getAllOwnEventDescriptors,
  isMachineSnapshot,
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type InspectionEvent,
  type Observer,
  type Subscription,
} from 'xstate'

/*
 * What XState shows of its charts without promising to keep it: state nodes,
 * their transitions, the descriptors of a state, the transitions of a step.
 * Read here, and nowhere else.
 */

interface Watchable {
  readonly inspect: (observer: Observer<InspectionEvent>) => Subscription
}

/** What a chart declares, by name. */
export interface Declared {
  readonly states: readonly string[]
  readonly transitions: readonly string[]
}

/** What running charts did, of all that their machine declares. */
export interface Coverage {
  /** Counts what the charts of a client do from now on. */
  readonly watch: (client: Watchable) => Subscription
  readonly statesNotEntered: () => readonly string[]
  readonly transitionsNotTaken: () => readonly string[]
  /** `18 of 18 transitions, 6 of 6 states`. */
  readonly summary: () => string
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

const guardOf = (guard: unknown): string => {
  if (typeof guard === 'string') return ` if ${guard}`
  return typeof guard === 'object' && guard !== null && 'type' in guard ? ` if ${String(guard.type)}` : ''
}

const nameOf = (transition: Transition): string => {
  const { source, eventType, guard, target } = transition
  const candidates = transitionsFrom(source).filter((other) => other.eventType === eventType)
  const to = target === undefined ? '' : ` → ${target.map(({ id }) => id).join(', ')}`
  return `${source.id} · ${eventType || 'always'} ${candidates.indexOf(transition) + 1}${guardOf(guard)}${to}`
}

export const declaredBy = (machine: AnyStateMachine): Declared => {
  const root = machine.root as unknown as Node
  const nodes = nodesUnder(root)
  return {
    states: nodes.map(({ id }) => id),
    transitions: [root, ...nodes].flatMap(transitionsFrom).map(nameOf),
  }
}

export const createCoverage = (machine: AnyStateMachine): Coverage => {
  const declared = declaredBy(machine)
  const taken = new Set<string>()
  const entered = new Set<string>()
  const notTaken = () => declared.transitions.filter((name) => !taken.has(name))
  const notEntered = () => declared.states.filter((id) => !entered.has(id))
  return {
    watch: (client) =>
      client.inspect({
        next: (inspection) => {
          if (inspection.type !== '@xstate.microstep' && inspection.type !== '@xstate.snapshot') return
          const { snapshot } = inspection
          if (!isMachineSnapshot(snapshot) || snapshot.machine.id !== machine.id) return
          for (const { id } of snapshot._nodes) entered.add(id)
          if (inspection.type === '@xstate.microstep') {
            for (const transition of inspection._transitions as readonly unknown[] as readonly Transition[])
              taken.add(nameOf(transition))
          }
        },
      }),
    statesNotEntered: notEntered,
    transitionsNotTaken: notTaken,
    summary: () => {
      const { transitions, states } = declared
      return `${transitions.length - notTaken().length} of ${transitions.length} transitions, ${states.length - notEntered().length} of ${states.length} states`
    },
  }
}
