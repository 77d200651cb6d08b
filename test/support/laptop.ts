import type { Clock, Timer } from '../../src/seam/clock.ts'

export interface Laptop {
  /** What a program on the machine sees of time. */
  readonly clock: Clock
  /** Nothing runs from now on: what is due waits. */
  readonly sleep: () => void
  /** What became due meanwhile runs, in order, unless what runs before clears it. */
  readonly wake: () => void
  /** Somebody sets the clock: forward, or back with a negative number; milliseconds. Timers do not notice. */
  readonly setClock: (by: number) => void
}

/** A machine that can sleep while time goes on elsewhere, and whose clock can be set. */
export const createLaptop = (world: Clock): Laptop => {
  let isAsleep = false
  let ahead = 0
  const due = new Map<object, () => void>()
  return {
    clock: {
      now: () => world.now() + ahead,
      setTimeout: (task, ms) => {
        const timer: { inner?: Timer } = {}
        const run = () => {
          due.delete(timer)
          task()
        }
        timer.inner = world.setTimeout(() => (isAsleep ? void due.set(timer, run) : run()), ms)
        return timer
      },
      clearTimeout: (timer) => {
        if (typeof timer !== 'object' || timer === null) return
        due.delete(timer)
        world.clearTimeout((timer as { inner?: Timer }).inner)
      },
    },
    sleep: () => {
      isAsleep = true
    },
    wake: () => {
      isAsleep = false
      for (const run of due.values()) run()
    },
    setClock: (by) => {
      ahead += by
    },
  }
}
