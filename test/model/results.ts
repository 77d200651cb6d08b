/**
 * What the models took of the charts on a real client, as data that a picture
 * can be laid over: `docs/machines/coverage.json`, written by `npm run model --
 * --write` and checked by the tests of the models. Machines stand in the order
 * of `models.ts`, states and transitions in the order of the chart.
 *
 * All ids are XState's own, so that whoever has `machine.root` finds them there
 * without this file's help: `source` and `target` are ids of state nodes
 * (`session.created.lurking`, the root's own is the machine's), `event` is the
 * `eventType` of the transition (`invitation.completed`,
 * `xstate.done.actor.request`, `xstate.after.linger.conversation.Disconnected`),
 * but `always` where that is empty.
 */
export type ModelResults = readonly MachineResult[]

export interface MachineResult {
  /** Id of the machine. */
  readonly machine: string
  readonly states: readonly StateResult[]
  readonly transitions: readonly TransitionResult[]
}

export interface StateResult {
  readonly id: string
  /** How often it was entered. */
  readonly entered: number
}

export interface TransitionResult {
  /** One line, unique within the machine: `messaging · messaging.updated 1 if isConnecting → messaging.Connecting`. */
  readonly id: string
  readonly source: string
  readonly event: string
  /** From 0: its place among the transitions that the source has for this event. Source, event and index identify it. */
  readonly index: number
  /** Name of the guard; absent where there is none. */
  readonly guard?: string
  /** Empty: it stays where it is. */
  readonly target: readonly string[]
  /** How often it was taken. */
  readonly taken: number
}
