import type { Exchange } from '../transport/exchange.ts'

/**
 * Whether the user has been active since that was last reported: she has asked
 * for something, or whoever sees her says so. Assumed, she always has.
 */
export class Activity {
  readonly #isAssumed: boolean
  #isUnreported = false
  #tell: () => void = () => undefined

  constructor(isAssumed: boolean) {
    this.#isAssumed = isAssumed
  }

  heard(): void {
    this.#isUnreported = true
    this.#tell()
  }

  /** From now on only what comes counts. */
  reported(): void {
    this.#isUnreported = false
  }

  /** Resolves once there is something to report; never, once aborted. */
  next(signal: AbortSignal): Promise<void> {
    if (this.#isAssumed || this.#isUnreported) return Promise.resolve()
    return new Promise((resolve) => {
      this.#tell = () => {
        this.#tell = () => undefined
        resolve()
      }
      signal.addEventListener(
        'abort',
        () => {
          this.#tell = () => undefined
        },
        { once: true },
      )
    })
  }

  /** The same exchange, for what the user asks for: all but reading is activity of hers. */
  noted(exchange: Exchange): Exchange {
    return (request, signal) => async () => {
      if (request.method !== 'GET') this.heard()
      return exchange(request, signal)()
    }
  }
}
