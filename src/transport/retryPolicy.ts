import type { SignInFailure } from '../protocol/failure.ts'
import type { Random } from '../seam/random.ts'

/** How long to wait between tries, and how often to try. */
export interface RetryPolicy {
  /** Milliseconds before the second try, at most; doubled for each further one. */
  readonly base: number
  /** Milliseconds that a wait grows to, at most. */
  readonly cap: number
  /** Tries in all, the first included. */
  readonly attempts: number
}

/** For a read that someone waits for: three tries within a few seconds. */
export const fewTries: RetryPolicy = { base: 1000, cap: 10_000, attempts: 3 }

/** For a loop that goes on until its owner stops it. */
export const endlessTries: RetryPolicy = { base: 1000, cap: 60_000, attempts: Number.POSITIVE_INFINITY }

/** Milliseconds: no wait is shorter, whatever the policy, the server or the random number. */
export const shortestWait = 500

/** Milliseconds: a server that asks for more in `Retry-After` is tried again then all the same. */
export const longestWait = 300_000

export interface FailedTry {
  readonly failure: SignInFailure
  /** Tries that have failed so far: 1 after the first. */
  readonly attempt: number
  /** Whether the request may reach the server twice: a GET may, a POST may not. */
  readonly idempotent: boolean
  readonly random: Random
  readonly policy?: RetryPolicy
}

/** 500 is among them because what is idempotent here is a GET. */
const passing: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504])

const isPassing = (failure: SignInFailure): boolean =>
  failure.name === 'Unreachable' ||
  failure.name === 'TimedOut' ||
  (failure.name === 'Refused' && passing.has(failure.status))

const between = (low: number, ms: number, high: number): number => Math.min(high, Math.max(low, ms))

/**
 * Milliseconds to wait before the same request is sent again; undefined when the
 * failure is an answer to live with. `Retry-After` goes first, within bounds.
 * Otherwise the wait doubles with every try, and half of it is left to chance,
 * so that clients which failed together do not return together.
 */
export const retryDelay = (failed: FailedTry): number | undefined => {
  const { failure, attempt, idempotent, random, policy = fewTries } = failed
  if (!idempotent || attempt >= policy.attempts || !isPassing(failure)) return undefined
  const asked = failure.name === 'Refused' ? failure.retryAfter : undefined
  if (asked !== undefined) return between(shortestWait, asked, longestWait)
  const ceiling = Math.min(policy.cap, policy.base * 2 ** (attempt - 1))
  return Math.max(shortestWait, Math.round(ceiling / 2 + (random() * ceiling) / 2))
}
