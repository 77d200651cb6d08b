import { inspect } from 'node:util'
import type { AnyStateMachine, SnapshotFrom } from 'xstate'
import { createCoverage, statesNotEntered, transitionsNotTaken } from './coverage.ts'
import { pathsOf, type Move, type Path, type PathOptions, type Scene } from './pathsOf.ts'
import type { MachineResult } from './results.ts'
import type { ClientOptions } from '../../src/index.ts'
import { openGround, type Ground, type Wiring } from './world.ts'

/** A machine, what can happen to it, and how that is brought about and seen on a real client. */
export interface Model<Machine extends AnyStateMachine, M extends Move> extends PathOptions<Machine, M> {
  readonly machine: Machine
  /** How the client is made, beside what every one needs. */
  readonly client?: Partial<ClientOptions>
  /** Sets the scene for one path, which is known from the start: some things have to be arranged beforehand. */
  readonly open: (ground: Ground, plan: readonly M[]) => Promise<Scene<SnapshotFrom<Machine>, M>>
  /** Changes to the chart that users have no way to see, each with the reason. */
  readonly outOfSight?: Readonly<Record<string, string>>
}

/** How client and model got on. */
export interface Report {
  /** Where they differ: the sentence that leads there, and how. */
  readonly disagreements: readonly string[]
  /** What could happen, and does on no path. */
  readonly movesNotMade: readonly string[]
  readonly transitionsNotTaken: readonly string[]
  readonly statesNotEntered: readonly string[]
}

/** The report of a model that its client keeps to. */
export const harmony: Report = {
  disagreements: [],
  movesNotMade: [],
  transitionsNotTaken: [],
  statesNotEntered: [],
}

export interface Walk extends Report {
  readonly paths: number
  readonly result: MachineResult
}

export interface WalkOptions {
  /** Stops at so many disagreements and moves not made. */
  readonly failures?: number
}

const short = (value: unknown): string => inspect(value, { breakLength: Infinity, depth: 5 })

/** What was seen and what was expected, without the path that @xstate/test adds: the sentence says it. */
const messageOf = (cause: unknown): string => {
  if (!(cause instanceof Error)) return String(cause)
  if ('actual' in cause && 'expected' in cause) return `${short(cause.actual)} instead of ${short(cause.expected)}`
  return cause.message.replace(/\nPath:\n.*$/s, '')
}

/** Walks every path of a model, each with a client and a server of its own. */
export const walk = async <Machine extends AnyStateMachine, M extends Move>(
  model: Model<Machine, M>,
  wiring: Wiring,
  { failures = 5 }: WalkOptions = {},
): Promise<Walk> => {
  // The client fills the slots in the same way: from the config as it is now.
  const machine = model.machine.provide({}) as Machine
  const coverage = createCoverage(machine)
  const paths = pathsOf(machine, model)
  const planned = new Set<Move>(paths.flatMap(({ moves }) => moves))
  const movesNotMade = model.moves.filter((move) => !planned.has(move)).map(({ says }) => says)
  const disagreements: string[] = []

  const walkOne = async ({ moves, run }: Path<SnapshotFrom<Machine>, M>): Promise<void> => {
    const ground = await openGround(wiring, model.client)
    coverage.watch(ground.client)
    try {
      await run(await model.open(ground, moves))
    } finally {
      await ground.close()
    }
  }

  for (const path of paths) {
    if (disagreements.length + movesNotMade.length >= failures) break
    try {
      await walkOne(path)
    } catch (cause) {
      disagreements.push(`${path.sentence}: ${messageOf(cause)}`)
    }
  }
  const result = coverage.result()
  return {
    disagreements,
    movesNotMade,
    transitionsNotTaken: transitionsNotTaken(result),
    statesNotEntered: statesNotEntered(result),
    paths: paths.length,
    result,
  }
}
