import { either as E } from 'fp-ts'
import type { Clock } from '../seam/clock.ts'
import type { Random } from '../seam/random.ts'
import type { Exchange } from './exchange.ts'
import { pause } from './pause.ts'
import { briefly, retryDelay, type RetryPolicy } from './retryPolicy.ts'

export interface RetryOptions {
  readonly clock: Clock
  readonly random: Random
  /** `briefly` unless told. */
  readonly policy?: RetryPolicy
}

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
