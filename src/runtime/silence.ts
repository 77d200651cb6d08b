import type { Clock, Timer } from '../seam/clock.ts'

/** Where it is no part of what was left, somebody has set the clock meanwhile: nobody knows. */
const elapsedOf = (left: number, elapsed: number): number => (elapsed >= 0 && elapsed <= left ? elapsed : 0)

/**
 * Waits for 60 s of open channel: as long as the channel is broken, an event
 * that would settle the matter cannot come, so that time does not count.
 */
export class Silence {
  readonly #clock: Clock
  readonly #waiting = new Set<{ left: number; since: number; timer: Timer; done: () => void }>()
  #isOpen = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** The event channel has a request parked, or has none. */
  channelIs(open: boolean): void {
    if (open === this.#isOpen) return
    this.#isOpen = open
    for (const wait of this.#waiting) {
      if (open) {
        wait.since = this.#clock.now()
        wait.timer = this.#clock.setTimeout(wait.done, wait.left)
      } else {
        this.#clock.clearTimeout(wait.timer)
        wait.left -= elapsedOf(wait.left, this.#clock.now() - wait.since)
      }
    }
  }

  /** Resolves after `ms` of open channel; never, once aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wait = {
        left: ms,
        since: this.#clock.now(),
        timer: undefined as Timer,
        done: () => {
          this.#waiting.delete(wait)
          resolve()
        },
      }
      this.#waiting.add(wait)
      if (this.#isOpen) wait.timer = this.#clock.setTimeout(wait.done, ms)
      signal.addEventListener(
        'abort',
        () => {
          this.#clock.clearTimeout(wait.timer)
          this.#waiting.delete(wait)
        },
        { once: true },
      )
    })
  }
}
