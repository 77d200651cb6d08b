import type { Clock } from '../seam/clock.ts'

export type Cancel = () => void

/** The timers of one server: what is set can be given up all at once. */
export interface Timers {
  readonly after: (milliseconds: number, task: () => void) => Cancel
  /** Cancels what is set; from now on nothing is. */
  readonly close: () => void
}

/** A task that throws is reported and harms nobody else. */
export const createTimers = (clock: Clock, report: (cause: unknown) => void): Timers => {
  const pending = new Set<Cancel>()
  let isClosed = false
  return {
    after: (milliseconds, task) => {
      if (isClosed) return () => undefined
      const run = () => {
        pending.delete(cancel)
        try {
          task()
        } catch (cause) {
          report(cause)
        }
      }
      const timer = clock.setTimeout(run, milliseconds)
      const cancel = () => {
        pending.delete(cancel)
        clock.clearTimeout(timer)
      }
      pending.add(cancel)
      return cancel
    },
    close: () => {
      isClosed = true
      for (const cancel of pending) cancel()
    },
  }
}
