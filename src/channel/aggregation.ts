/**
 * How the server may hold events back, in whole seconds. Left out, the server
 * uses its defaults: 180, 5 and 15. It remembers what it was told until the
 * channel is made anew or answers `resume`.
 */
export interface Aggregation {
  /** An empty page is released after this long: 180 to 1800. */
  readonly timeout?: number
  /** Medium events (presence, `me`, `communication`) are held at most this long: 5 to 1800. */
  readonly medium?: number
  /** Low events are held at most this long: 5 to 1800. */
  readonly low?: number
  /** A request of higher or equal priority replaces the one that is parked. */
  readonly priority?: number
}

const serverDefault = 180
const margin = 30

/** Milliseconds after which a parked request has been lost without a word: later than the server's own time-out. */
export const localTimeout = (aggregation: Aggregation): number =>
  ((aggregation.timeout ?? serverDefault) + margin) * 1000
