import type { SignInFailure } from '../protocol/failure.ts'
import type { Random } from '../seam/random.ts'
import type { HttpRequest } from './http.ts'

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
export const briefly: RetryPolicy = { base: 1000, cap: 10_000, attempts: 3 }

/** For a read without which something stays unknown: for about as long as a server keeps an application that does not poll. */
export const lastingly: RetryPolicy = { base: 1000, cap: 60_000, attempts: 25 }

/** For a loop that goes on until its owner stops it. */
export const patiently: RetryPolicy = { base: 1000, cap: 60_000, attempts: Number.POSITIVE_INFINITY }

/** A token that was renewed for the request is refused as well: another one may not be, some time. */
export const isTokenRefusal = (failure: SignInFailure): boolean => failure.name === 'Refused' && failure.status === 401

/** Milliseconds before another token is tried: each try may cost three requests and a token. */
export const untilNextToken = 60_000

/** Milliseconds: no wait is shorter, whatever the policy, the server or the random number. */
export const shortestWait = 500

/** Milliseconds: a server that asks for more in `Retry-After` is tried again then all the same. */
export const longestWait = 300_000

export interface FailedTry {
  readonly failure: SignInFailure
  /** Tries that have failed so far: 1 after the first. */
  readonly attempt: number
  /** A POST is never sent again: what it asked for may have been done. */
  readonly method: HttpRequest['method']
  readonly random: Random
  /** `briefly` unless told. */
  readonly policy?: RetryPolicy
}

const passing: ReadonlySet<number> = new Set([408, 429, 502, 503, 504])

/**
 * A network that wants something of the user first sends every read elsewhere, or the request for its token, and lets
 * it through later. A body is read after all this, so none is judged here but that of a token, cut off on the way.
 */
const isStray = (failure: SignInFailure, method: HttpRequest['method']): boolean =>
  method === 'GET' && failure.name === 'Unreadable'

const isPassing = (failure: SignInFailure, method: HttpRequest['method']): boolean =>
  failure.name === 'Unreachable' ||
  failure.name === 'TimedOut' ||
  isStray(failure, method) ||
  (failure.name === 'Refused' && (passing.has(failure.status) || (failure.status === 500 && method === 'GET')))

/**
 * Milliseconds to wait after so many failures in a row. Doubles with each, and
 * leaves half of the wait to chance, so that clients which failed together do
 * not return together.
 */
export const backoff = (failures: number, random: Random, policy: RetryPolicy): number => {
  const ceiling = Math.min(policy.cap, policy.base * 2 ** Math.min(failures - 1, 30))
  return Math.max(shortestWait, Math.round(ceiling / 2 + (random() * ceiling) / 2))
}

/**
 * Milliseconds to wait before the same request is sent again; undefined when the
 * failure is an answer to live with. `Retry-After` goes before the policy's own
 * waits, within bounds.
 */
export const retryDelay = (failed: FailedTry): number | undefined => {
  const { failure, attempt, method, random, policy = briefly } = failed
  if (method === 'POST' || attempt >= policy.attempts || !isPassing(failure, method)) return undefined
  const asked = failure.name === 'Refused' ? failure.retryAfter : undefined
  return asked === undefined ? backoff(attempt, random, policy) : Math.min(longestWait, Math.max(shortestWait, asked))
}
