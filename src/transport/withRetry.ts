import { either as E } from 'fp-ts'
import type { Clock } from '../seam/clock.ts'
import type { Random } from '../seam/random.ts'
import type { Answer } from './answer.ts'
import type { Exchange, ExchangeRequest } from './exchange.ts'
import { pause } from './pause.ts'
import {
  backoff,
  briefly,
  isTokenRefusal,
  type FailedTry,
  retryDelay,
  type RetryPolicy,
  untilNextToken,
} from './retryPolicy.ts'

export interface RetryOptions {
  readonly clock: Clock
  readonly random: Random
  /** `briefly` unless told. */
  readonly policy?: RetryPolicy
}

/** A read whose answer makes no sense: half of it was lost, or something in front of the server wrote it. */
const isCut = (method: ExchangeRequest['method'], { status, movedTo, structure }: Answer): boolean =>
  method === 'GET' && status === 200 && movedTo === undefined && E.isLeft(structure())

/** Who waits for a read is told at once that no token helps; what stays unknown without it is read later. */
const delayAfter = (failed: FailedTry & { readonly policy: RetryPolicy }): number | undefined => {
  const { failure, attempt, method, policy } = failed
  const isPatient = method === 'GET' && attempt < policy.attempts && policy.attempts > briefly.attempts
  return isPatient && isTokenRefusal(failure) ? untilNextToken : retryDelay(failed)
}

/** The same exchange, where a request that may be sent again is: after a pause, and only for what passes by itself. */
export const withRetry =
  (exchange: Exchange, { clock, random, policy = briefly }: RetryOptions): Exchange =>
  (request, signal) =>
  async () => {
    const { method } = request
    for (let attempt = 1; ; attempt++) {
      const outcome = await exchange(request, signal)()
      const delay = E.isLeft(outcome)
        ? delayAfter({ failure: outcome.left, attempt, method, random, policy })
        : isCut(method, outcome.right) && attempt < policy.attempts
          ? backoff(attempt, random, policy)
          : undefined
      if (delay === undefined) return outcome
      await pause(clock, delay, signal)
    }
  }
