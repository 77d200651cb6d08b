/**
 * What the models took of the charts on a real client, as data that a picture
 * can be laid over: `docs/machines/coverage.json`, written by `npm run model --
 * --write` and checked by the tests of the models. Machines stand in the order
 * of `models.ts`, states and transitions in the order of the chart. Paths and
 * ids are those of `src/visualizer/chart.ts`.
 */
export type ModelResults = readonly MachineResult[]

export interface MachineResult {
  /** Id of the machine. */
  readonly machine: string
  /** All but the root. */
  readonly states: readonly StateResult[]
  readonly transitions: readonly TransitionResult[]
}

export interface StateResult {
  readonly path: string
  /** How often it was entered. */
  readonly entered: number
}

export interface TransitionResult {
  /** `source#event#index`. */
  readonly id: string
  /** Path of the state; the root's is empty. */
  readonly source: string
  /** XState's event type; empty for `always`. */
  readonly event: string
  /** From 0: its place among the transitions that the source has for this event. */
  readonly index: number
  /** Absent where there is none. */
  readonly guard?: string
  /** Paths. None: it stays where it is. */
  readonly targets: readonly string[]
  /** How often it was taken. */
  readonly taken: number
}
