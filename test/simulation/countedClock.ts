import type { Clock, Timer } from '../../src/seam/clock.ts'

export interface CountedClock extends Clock {
  /** Timers that are set and have neither fired nor been cleared. */
  readonly pending: () => number
}

/** The same clock, for one owner whose timers are counted. */
export const countedClock = (clock: Clock): CountedClock => {
  const timers = new Set<object>()
  return {
    now: clock.now,
    setTimeout: (task, ms) => {
      const mine: { inner?: Timer } = {}
      timers.add(mine)
      mine.inner = clock.setTimeout(() => {
        timers.delete(mine)
        task()
      }, ms)
      return mine
    },
    clearTimeout: (timer) => {
      if (typeof timer !== 'object' || timer === null || !timers.delete(timer)) return
      clock.clearTimeout((timer as { inner?: Timer }).inner)
    },
    pending: () => timers.size,
  }
}
