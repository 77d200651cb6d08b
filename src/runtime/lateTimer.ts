import type { Clock, Timer } from '../seam/clock.ts'
import type { Wakes } from '../seam/wakes.ts'

/** Milliseconds from one look at the clock to the next. */
const beat = 30_000

/** Milliseconds: browsers make a page that cannot be seen wait up to a minute for its timers. */
const tolerated = 60_000

/** A timer that fires more than a minute late: nothing ran meanwhile, or somebody has set the clock. */
export const lateTimer =
  (clock: Clock): Wakes =>
  (woke) => {
    let timer: Timer
    const look = (): void => {
      const due = clock.now() + beat
      timer = clock.setTimeout(() => {
        const isLate = clock.now() - due > tolerated
        look()
        if (isLate) woke()
      }, beat)
    }
    look()
    return () => clock.clearTimeout(timer)
  }
