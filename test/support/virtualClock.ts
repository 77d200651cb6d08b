import type { Clock } from '../../src/seam/clock.ts'

export interface VirtualClock extends Clock {
  /** Timers that are set and have not fired. */
  readonly pending: () => number
  /** Lets time pass, one due timer after another; between two of them everything that is ready runs. */
  readonly advance: (ms: number) => Promise<void>
}

interface Entry {
  readonly due: number
  readonly order: number
  readonly task: () => void
}

/** Lets everything run that is ready: promise callbacks, and I/O that has arrived. */
export const drain = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

/** A clock that stands still until it is told to go on. `settle` ends when everything has run that is ready. */
export const virtualClock = (start = Date.UTC(2026, 0, 1), settle = drain): VirtualClock => {
  const timers = new Set<Entry>()
  let now = start
  let order = 0
  const nextDue = (until: number): Entry | undefined => {
    let first: Entry | undefined
    for (const entry of timers) {
      if (entry.due > until) continue
      if (first === undefined || entry.due < first.due || (entry.due === first.due && entry.order < first.order)) {
        first = entry
      }
    }
    return first
  }
  return {
    now: () => now,
    setTimeout: (task, ms) => {
      const entry: Entry = { due: now + Math.max(0, ms), order: order++, task }
      timers.add(entry)
      return entry
    },
    clearTimeout: (timer) => void timers.delete(timer as Entry),
    pending: () => timers.size,
    advance: async (ms) => {
      const until = now + ms
      await settle()
      for (let entry = nextDue(until); entry !== undefined; entry = nextDue(until)) {
        timers.delete(entry)
        now = Math.max(now, entry.due)
        entry.task()
        await settle()
      }
      now = until
    },
  }
}
