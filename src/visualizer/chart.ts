/*
 * A chart as plain data: what can be drawn, compared, written to a file and
 * read again, without XState.
 *
 * The SVG drawn from it carries on every state `data-state="<path>"` and on
 * every transition, be it an arrow, a line of a label or a row in a box,
 * `data-transition="<id>"`; an arrow that stands for several transitions
 * carries their ids apart by a space. Whoever shows the SVG live toggles on
 * these elements the classes `is-active` (the state is entered), `is-taken` (the
 * transition was just taken), `is-enabled` (its event would be taken now) and
 * `is-uncovered` (no test took it); the SVG's own style knows them.
 */

/** The whole of a machine. */
export interface Chart {
  /** Id of the machine. */
  readonly id: string
  readonly root: ChartState
  /** In document order: those of a state before those of its children. */
  readonly transitions: readonly ChartTransition[]
}

/** `atomic` has no children, `compound` is in one of them at a time, `parallel` in all; `history` is a mark, not a state. */
export type StateKind = 'atomic' | 'compound' | 'parallel' | 'final' | 'history'

/** What a state runs for as long as it is active. */
export interface ChartInvoke {
  readonly id: string
  /** Whether somebody gave it that id; else XState made it of the state's. */
  readonly isNamed: boolean
  /** What is run: its name, the id of an inline machine, or `inline`. */
  readonly source: string
}

/** A state and those inside it. */
export interface ChartState {
  /**
   * Keys from the root to here, apart by dots, as in a snapshot's value; the
   * root's is empty. A dot or a backslash within a key has a backslash before it.
   */
  readonly path: string
  /** XState's id of it. */
  readonly id: string
  /** What it is called among its siblings; the root: the id of the machine. */
  readonly name: string
  readonly kind: StateKind
  /** Whether a history mark recalls all levels or one. */
  readonly history?: 'shallow' | 'deep'
  /** Path of the child that is entered first; of a history mark: where it leads when there is nothing to recall. */
  readonly initial?: string
  readonly description?: string
  readonly tags: readonly string[]
  readonly entry: readonly string[]
  readonly exit: readonly string[]
  readonly invoke: readonly ChartInvoke[]
  readonly states: readonly ChartState[]
}

/** `done` and `error` are those of an invoked actor, or of a state whose children are done. */
export type TransitionKind = 'event' | 'always' | 'after' | 'done' | 'error' | 'snapshot'

/** One way out of a state, or something done within it. */
export interface ChartTransition {
  /** `source#event#index`: unique within the chart, without white space, and the same for as long as these are. */
  readonly id: string
  /** Path of the state. */
  readonly source: string
  readonly kind: TransitionKind
  /** XState's event type, such as `xstate.done.actor.request`; empty for `always`. */
  readonly event: string
  /** From 0: its place among those of the source for this event. */
  readonly index: number
  /** What an arrow says: the event, `done: request`, `after 5 s`, `always`. */
  readonly label: string
  readonly guard?: string
  readonly actions: readonly string[]
  /** Paths. None: it stays where it is. */
  readonly targets: readonly string[]
  /** Leaves and enters its source, even where the target lies within. */
  readonly reenter: boolean
}
