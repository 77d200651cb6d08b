import { TestModel } from '@xstate/test'
import {
  initialTransition,
  transition,
  type ActorLogic,
  type AnyMachineSnapshot as Snapshot,
  type AnyStateMachine,
  type EventFrom,
  type EventObject,
  type InputFrom,
  type SnapshotFrom,
} from 'xstate'
import { descriptorsOf } from './coverage.ts'

/** One thing that can happen, and the event by which the machine hears of it. */
export interface Move {
  /** As part of a sentence: `the user stops messaging`. */
  readonly says: string
  readonly event: EventObject
  /** Users do what they like: tried in states, too, that have no transition for it. */
  readonly anytime?: boolean
  /** The chart is stopped after it, so that no path goes on. */
  readonly ends?: boolean
}

export interface PathOptions<Machine extends AnyStateMachine, M extends Move> {
  readonly input: InputFrom<Machine>
  readonly moves: readonly M[]
  /** What tells two snapshots apart: the state, and as much of the context as guards look at. */
  readonly facts: (snapshot: SnapshotFrom<Machine>) => string
  /**
   * What happens beside the chart and tells snapshots apart as well, such as whether a request has its answer:
   * what it is after a move made in a state. Empty in the beginning.
   */
  readonly aside?: (before: string, move: M, at: SnapshotFrom<Machine>) => string
  /** Whether the world can make a move now. Always, unless told. */
  readonly isPossible?: (move: M, at: SnapshotFrom<Machine>, aside: string) => boolean
  /** What tells moves apart in a state; of those that are alike there one is tried. Every move, unless told. */
  readonly likeness?: (snapshot: SnapshotFrom<Machine>, move: M) => string
}

/** One way through a machine. */
export interface Path<At, M extends Move> {
  readonly moves: readonly M[]
  /** The moves as one sentence: a script to replay. */
  readonly sentence: string
  /** Makes each move and compares after each; the failure of one says at which. */
  readonly run: (scene: Scene<At, M>) => Promise<void>
}

/** What a path is played on. */
export interface Scene<At, M extends Move> {
  /** Brings it about that the running chart hears of it. */
  readonly act: (move: M) => Promise<void>
  /** Compares what users see with the model. Throws where they differ. */
  readonly agree: (snapshot: At) => Promise<void>
}

const sayingOf = (_: unknown, { says }: Move): string => says

const sentenceOf = (moves: readonly Move[]): string =>
  moves.map(({ says }) => says).join(', then ') || 'nothing happens'

/**
 * The shortest paths that cross every edge between snapshots that differ in
 * their facts, self-transitions included.
 */
export const pathsOf = <Machine extends AnyStateMachine, M extends Move>(
  machine: Machine,
  options: PathOptions<Machine, M>,
): readonly Path<SnapshotFrom<Machine>, M>[] => {
  const { input, moves, facts, aside = () => '', isPossible = () => true, likeness = sayingOf } = options
  const moveOf = new Map<EventObject, M>(moves.map((move) => [move.event, move]))
  const saying = (event: EventObject): string => moveOf.get(event)?.says ?? event.type
  const asides = new WeakMap<Snapshot, string>()
  const asideOf = (snapshot: Snapshot): string => asides.get(snapshot) ?? ''
  const factsOf = (snapshot: Snapshot): string =>
    [facts(snapshot as SnapshotFrom<Machine>), asideOf(snapshot)].filter((fact) => fact !== '').join(', ')
  const ended = new WeakSet<Snapshot>()
  const found = new Map<string, Snapshot>()
  const step = (from: Snapshot, event: EventObject): Snapshot =>
    transition(machine, from as SnapshotFrom<Machine>, event as EventFrom<Machine>)[0]
  /** A snapshot of its own, since the same one may come with another aside. */
  const stepAside = (from: Snapshot, event: EventObject): Snapshot => {
    const to = step(from, event)
    const copy: Snapshot = Object.assign(Object.create(Object.getPrototypeOf(to) as object) as Snapshot, to)
    const move = moveOf.get(event)
    if (move !== undefined) asides.set(copy, aside(asideOf(from), move, from as SnapshotFrom<Machine>))
    return copy
  }
  const begin = (): Snapshot => initialTransition(machine, input)[0]

  // As shipped, @xstate/test cannot run machines with invokes or custom actions; XState's pure functions can.
  const logic: ActorLogic<Snapshot, EventObject> = Object.assign(Object.create(machine) as Machine, {
    getInitialSnapshot: begin,
    transition: (from: Snapshot, event: EventObject) => {
      const key = `${factsOf(from)} → ${saying(event)}`
      const to = found.get(key) ?? stepAside(from, event)
      found.set(key, to)
      if (moveOf.get(event)?.ends === true) ended.add(to)
      return to
    },
  })
  const edge = (snapshot: Snapshot, event: EventObject): string => {
    const move = moveOf.get(event)
    return move === undefined ? event.type : likeness(snapshot as SnapshotFrom<Machine>, move)
  }

  const model = new TestModel<Snapshot, EventObject, unknown>(logic, {
    events: (snapshot) => {
      if (snapshot.status !== 'active' || ended.has(snapshot)) return []
      const descriptors = new Set(descriptorsOf(snapshot))
      return moves
        .filter(({ event, anytime }) => anytime === true || descriptors.has(event.type))
        .filter((move) => isPossible(move, snapshot as SnapshotFrom<Machine>, asideOf(snapshot)))
        .map(({ event }) => event)
    },
    serializeEvent: saying,
    serializeState: (snapshot, event, before) =>
      before && event ? [factsOf(before), edge(before, event), factsOf(snapshot)].join(' → ') : factsOf(snapshot),
  })

  return model.getShortestPaths().map((path) => {
    const made = path.steps.flatMap(({ event }) => moveOf.get(event) ?? [])
    // A path shows, of snapshots with the same facts, the one found last: not always the one it leads to.
    const visited = made.reduce<readonly Snapshot[]>(
      (all, { event }) => [...all, step(all.at(-1) ?? begin(), event)],
      [],
    )
    return {
      moves: made,
      sentence: sentenceOf(made),
      run: async (scene) => {
        let steps = 0
        const act = async ({ event }: { readonly event: EventObject }): Promise<void> => {
          const move = moveOf.get(event)
          if (move === undefined) return
          steps += 1
          await scene.act(move)
        }
        const agree = (): Promise<void> => scene.agree((visited[steps - 1] ?? begin()) as SnapshotFrom<Machine>)
        await path.test({
          events: Object.fromEntries(moves.map(({ event }) => [event.type, act])),
          states: { '*': agree },
        })
      },
    }
  })
}
