import type { Clock, Timer } from '../seam/clock.ts'

/** Where it is no part of what was left, somebody has set the clock meanwhile: nobody knows. */
const elapsedOf = (left: number, elapsed: number): number => (elapsed >= 0 && elapsed <= left ? elapsed : 0)

/**
 * Waits for 60 s of open channel: as long as the channel is broken, an event
 * that would settle the matter cannot come, so that time does not count. Nor
 * does that in which what has come waits to be handed out.
 */
export class Silence {
  readonly #clock: Clock
  readonly #waiting = new Set<{ left: number; since: number; timer: Timer; done: () => void }>()
  #isOpen = false
  #isHeld = false
  #isHeard = false

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** The event channel has a request parked, or has none. */
  channelIs(open: boolean): void {
    this.#isOpen = open
    this.#follow()
  }

  /** Pages wait for what is read first, or are handed out as they come. */
  pagesWait(wait: boolean): void {
    this.#isHeld = wait
    this.#follow()
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
      if (this.#isHeard) wait.timer = this.#clock.setTimeout(wait.done, ms)
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

  #follow(): void {
    const isHeard = this.#isOpen && !this.#isHeld
    if (isHeard === this.#isHeard) return
    this.#isHeard = isHeard
    for (const wait of this.#waiting) {
      if (isHeard) {
        wait.since = this.#clock.now()
        wait.timer = this.#clock.setTimeout(wait.done, wait.left)
      } else {
        this.#clock.clearTimeout(wait.timer)
        wait.left -= elapsedOf(wait.left, this.#clock.now() - wait.since)
      }
    }
  }
}
