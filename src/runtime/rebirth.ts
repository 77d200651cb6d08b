import type { Setback } from '../../machines/sessionEvent.ts'
import type { Clock } from '../seam/clock.ts'
import type { Random } from '../seam/random.ts'
import { backoff, patiently } from '../transport/retryPolicy.ts'

/** Milliseconds that an application has to live for its loss to be nothing out of the ordinary. */
const ordinaryLife = 30_000

/**
 * Keeps an application that is lost as soon as it is created from being created
 * again at the speed of the network: two instances that take it from each other,
 * or hosts that do not know one another's applications.
 */
export class Rebirth {
  readonly #clock: Clock
  readonly #random: Random
  #born: number | undefined
  #shortLives = 0

  constructor(clock: Clock, random: Random) {
    this.#clock = clock
    this.#random = random
  }

  /** An application was created. */
  born(): void {
    this.#born = this.#clock.now()
  }

  /** How long to wait before the next one is created, if at all. Asks for each life once. */
  pause(): Setback['retry'] {
    if (this.#born === undefined) return undefined
    const now = this.#clock.now()
    this.#shortLives = now - this.#born < ordinaryLife ? this.#shortLives + 1 : 0
    this.#born = undefined
    if (this.#shortLives === 0) return undefined
    const ms = backoff(this.#shortLives, this.#random, patiently)
    return { in: ms, at: now + ms }
  }
}
