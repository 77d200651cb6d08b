/** What a Clock hands out for a pending timer. */
export type Timer = unknown

/**
 * The only source of time. XState, RxJS and the embedded server all read this
 * one, so that a whole session can run on a virtual clock.
 */
export interface Clock {
  /** Milliseconds since 1970 UTC. */
  readonly now: () => number
  /** Runs `task` once after `ms` milliseconds. */
  readonly setTimeout: (task: () => void, ms: number) => Timer
  readonly clearTimeout: (timer: Timer) => void
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  setTimeout: (task, ms) => setTimeout(task, ms),
  clearTimeout: (timer) => clearTimeout(timer as ReturnType<typeof setTimeout>),
}
