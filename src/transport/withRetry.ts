import { either as E } from 'fp-ts'
import type { Clock } from '../seam/clock.ts'
import type { Random } from '../seam/random.ts'
import type { Exchange } from './exchange.ts'
import { briefly, retryDelay, type RetryPolicy } from './retryPolicy.ts'

export interface RetryOptions {
  readonly clock: Clock
  readonly random: Random
  /** `briefly` unless told. */
  readonly policy?: RetryPolicy
}

/** Resolves after `ms`, or at once when `signal` aborts. */
const pause = (clock: Clock, ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clock.clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    const timer = clock.setTimeout(end, ms)
    signal.addEventListener('abort', end)
    if (signal.aborted) end()
  })

/** The same exchange, where a request that may be sent again is: after a pause, and only for what passes by itself. */
export const withRetry =
  (exchange: Exchange, { clock, random, policy = briefly }: RetryOptions): Exchange =>
  (request, signal) =>
  async () => {
    const { method } = request
    for (let attempt = 1; ; attempt++) {
      const outcome = await exchange(request, signal)()
      if (E.isRight(outcome)) return outcome
      const delay = retryDelay({ failure: outcome.left, attempt, method, random, policy })
      if (delay === undefined) return outcome
      await pause(clock, delay, signal)
    }
  }
