import { transition, type AnyMachineSnapshot, type AnyStateMachine, type SnapshotFrom } from 'xstate'
import type { ActorEntry, EventEntry, SnapshotEntry } from './recording/entry.ts'
import { statesOf } from './recording/inspected.ts'
import { toPlain, type Plain } from './recording/plain.ts'
import { readRecording } from './recording/recording.ts'

/** What an actor came to by an event: active states by path, how it ended, its context and output. */
export interface ReplayedStep {
  readonly states: readonly string[]
  readonly status: string
  readonly context: Plain
  readonly output: Plain
}

/** A step that came out in another way than it was recorded. */
export interface ReplayDifference {
  /** Number of the entry in the recording. */
  readonly n: number
  readonly actor: string
  readonly event: string
  readonly recorded: ReplayedStep
  readonly replayed: ReplayedStep
}

/** What came of running a recording again. */
export interface Replay {
  /** Steps that were run and compared. */
  readonly steps: number
  readonly differences: readonly ReplayDifference[]
  /** In words: what was wrong with the file, and charts of which no machine was given. */
  readonly warnings: readonly string[]
}

interface Run {
  readonly machine: AnyStateMachine
  readonly waiting: EventEntry[]
  snapshot: AnyMachineSnapshot | undefined
  context: Plain
}

interface Values {
  [key: string]: Values
}

const keysOf = (path: string): readonly string[] =>
  [...path.matchAll(/((?:\\.|[^.\\])+)/g)].map(([key]) => key.replace(/\\(.)/g, '$1'))

/** The value of a snapshot with these states active. */
const valueOf = (states: readonly string[]): Values => {
  const value: Values = {}
  for (const state of states) {
    let at = value
    for (const key of keysOf(state)) at = at[key] ??= {}
  }
  return value
}

/** Undefined where the machine has no such states. */
const restored = (
  machine: AnyStateMachine,
  states: readonly string[],
  context: Plain,
): AnyMachineSnapshot | undefined => {
  try {
    return machine.resolveState({ value: valueOf(states), context })
  } catch {
    return undefined
  }
}

const stepOf = (snapshot: SnapshotFrom<AnyStateMachine>): ReplayedStep => ({
  states: statesOf(snapshot),
  status: snapshot.status,
  context: toPlain(snapshot.context),
  output: toPlain(snapshot.status === 'error' ? snapshot.error : snapshot.output),
})

const recordedStep = ({ states, status, output }: SnapshotEntry, context: Plain): ReplayedStep => ({
  ...{ states, status, context, output: output ?? null },
})

/** The same, whatever the order of members. */
const isSame = (one: unknown, other: unknown): boolean => {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other
  const [ones, others] = [Object.entries(one), new Map(Object.entries(other))]
  return (
    ones.length === others.size && ones.every(([name, value]) => others.has(name) && isSame(value, others.get(name)))
  )
}

interface Outcome {
  readonly snapshot: AnyMachineSnapshot | undefined
  readonly step: ReplayedStep
}

/** One step further, or undefined where nothing is known to go on from. */
const replayed = ({ machine, snapshot }: Run, { type, event }: EventEntry): Outcome | undefined => {
  if (snapshot === undefined) return undefined
  try {
    const [next] = transition(machine, snapshot, { ...Object(event), type } as { readonly type: string })
    return { snapshot: next, step: stepOf(next) }
  } catch (cause) {
    const step = { ...stepOf(snapshot), status: 'error', output: toPlain(cause) }
    return { snapshot: undefined, step }
  }
}

/**
 * Runs the charts of a recording again, without a client, a server or time: each on the events that were
 * recorded for it, from the first snapshot that tells of it. Compares every snapshot with the recorded one.
 * What was redacted is run as it stands in the file. Refuses in words what is no recording.
 *
 * @example
 * ```ts
 * const replay = replayRecording(readFileSync('evening.jsonl', 'utf8'), Object.values(machines))
 * ```
 */
export const replayRecording = (
  text: string,
  machines: readonly AnyStateMachine[],
): Replay | { readonly refused: string } => {
  const result = readRecording(text)
  if ('refused' in result) return result
  const { entries, warnings } = result.read
  const runs = new Map<string, Run>()
  const said = new Set<string>(warnings)
  const differences: ReplayDifference[] = []
  let steps = 0

  const begin = ({ actor, chart }: ActorEntry): void => {
    if (chart === undefined) return
    const machine = machines.find(({ id }) => id === chart.replace(/~\d+$/, ''))
    if (machine === undefined) said.add(`No machine ${chart} was given.`)
    else runs.set(actor, { machine, waiting: [], snapshot: undefined, context: null })
  }
  const goOnFrom = (run: Run, { states }: SnapshotEntry): void => {
    run.snapshot = restored(run.machine, states, run.context)
    if (run.snapshot === undefined)
      said.add(`${run.machine.id} has not all of these states: ${states.filter(Boolean).join(', ')}.`)
  }
  const compare = (run: Run, entry: SnapshotEntry): void => {
    run.context = entry.context ?? run.context
    const at = run.waiting.findIndex(({ type }) => type === entry.type)
    const event = run.waiting.splice(0, at + 1).at(-1)
    const outcome = event && replayed(run, event)
    if (outcome === undefined) return goOnFrom(run, entry)
    steps++
    const recorded = recordedStep(entry, run.context)
    if (isSame(recorded, outcome.step)) {
      run.snapshot = outcome.snapshot
      return
    }
    differences.push({ n: entry.n, actor: entry.actor, event: entry.type, recorded, replayed: outcome.step })
    goOnFrom(run, entry)
  }
  for (const entry of entries) {
    if (entry.kind === 'actor') begin(entry)
    else if (entry.kind === 'event') runs.get(entry.to)?.waiting.push(entry)
    else if (entry.kind === 'snapshot') {
      const run = runs.get(entry.actor)
      if (run !== undefined) compare(run, entry)
    }
  }
  return { steps, differences, warnings: [...said] }
}
