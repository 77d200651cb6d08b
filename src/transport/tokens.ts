import { either as E } from 'fp-ts'
import type { Aborted, RequestFailure, TokenRefused } from '../protocol/failure.ts'
import type { Clock, Timer } from '../seam/clock.ts'
import type { Challenge, TokenService } from './challenge.ts'
import { tokenRefused, type Credentials, type Token } from './credentials.ts'
import { isWithin } from './domain.ts'
import { createFlight, type Flight } from './flight.ts'
import type { Http } from './http.ts'

type TokenFailure = RequestFailure | TokenRefused

export interface TokensOptions {
  readonly http: Http
  readonly credentials: Credentials
  readonly clock: Clock
  /** Token services below this domain are trusted; others only on the host that asked. */
  readonly signInDomain: string | undefined
  readonly timeout: number
  /** As long as it lasts, tokens are renewed in the background; without it only when a request needs one. */
  readonly life: AbortSignal | undefined
}

export interface Refusal {
  /** URL of the answer that asked for a token. */
  readonly url: string
  readonly challenge: Challenge
  /** The token that was refused, if one was sent. */
  readonly used: Token | undefined
}

/** Tokens by origin. None is ever handed out for another origin than the one that asked for it. */
export interface Tokens {
  /**
   * The token to send to an origin, renewed first where it has expired; none before the origin has asked. At once
   * where it is at hand: the event channel counts on its next request being out before it hands a page on.
   */
  readonly ready: (
    origin: string,
    gone: () => Aborted,
    signal: AbortSignal,
  ) => E.Either<TokenFailure, Token | undefined> | Promise<E.Either<TokenFailure, Token | undefined>>
  /** A token in place of a refused one. Those who ask at the same time share one request. */
  readonly renew: (refusal: Refusal, gone: () => Aborted, signal: AbortSignal) => Promise<E.Either<TokenFailure, Token>>
}

interface Entry {
  service: E.Either<TokenRefused, TokenService>
  token: Token | undefined
  flight: Flight<TokenFailure, Token> | undefined
  refused: TokenRefused | undefined
  /** Whether a request has used the token: one that nobody uses is left to expire. */
  isUsed: boolean
  /** Undefined where none is planned. */
  renewal: Timer
}

/** Of the time until a token is renewed before use, the part after which it is renewed in the background. */
const early = 8 / 9

/** Milliseconds: platforms take a longer time for none at all. */
const longestTimer = 2 ** 31 - 1

const checked = (
  service: TokenService,
  challenger: URL,
  signInDomain: string | undefined,
): E.Either<TokenRefused, TokenService> => {
  if (!URL.canParse(service.href, challenger.href)) return E.left(tokenRefused('foreign_token_service', 'not a URL'))
  const { href, hostname, protocol } = new URL(service.href, challenger.href)
  const isNear = hostname === challenger.hostname || isWithin(hostname, signInDomain ?? '')
  const isSafe = protocol === 'https:' || (protocol === 'http:' && challenger.protocol === 'http:')
  return isNear && isSafe
    ? E.right({ ...service, href })
    : E.left(tokenRefused('foreign_token_service', `${challenger.host} names ${protocol}//${hostname}`))
}

/** What the user would say again, asked again. */
const lasting: ReadonlySet<string> = new Set(['invalid_grant', 'sign_in_abandoned'])

/** What cannot stand in a header is no token, and must not get into the error that a platform makes of it. */
const checkToken = (outcome: E.Either<TokenFailure, Token>): E.Either<TokenFailure, Token> =>
  E.isRight(outcome) && !/^[\x21-\x7e]+$/.test(outcome.right.value) ? E.left(tokenRefused('malformed_token')) : outcome

export const createTokens = ({ http, credentials, clock, signInDomain, timeout, life }: TokensOptions): Tokens => {
  const entries = new Map<string, Entry>()
  let hasSecureToken = false

  const entryOf = (origin: string): Entry => {
    const known = entries.get(origin)
    if (known !== undefined) return known
    const entry: Entry = {
      service: E.left(tokenRefused('no_token_service', `${origin} names none`)),
      token: undefined,
      flight: undefined,
      refused: undefined,
      isUsed: false,
      renewal: undefined,
    }
    entries.set(origin, entry)
    return entry
  }

  const dropRenewal = (entry: Entry) => {
    clock.clearTimeout(entry.renewal)
    entry.renewal = undefined
  }

  /** Once for each token: a failure is left to the next request that needs one. */
  const planRenewal = (origin: string, entry: Entry, { expiresAt }: Token) => {
    dropRenewal(entry)
    const wait = ((expiresAt ?? 0) - clock.now()) * early
    if (life === undefined || life.aborted || wait <= 0) return
    const renew = () => {
      entry.renewal = undefined
      const gone = (): Aborted => ({ name: 'Aborted', operation: 'token', method: 'POST', href: origin })
      if (entry.isUsed) void obtain(origin, entry, gone, life)
    }
    entry.renewal = clock.setTimeout(renew, Math.min(wait, longestTimer))
  }

  life?.addEventListener('abort', () => {
    for (const entry of entries.values()) dropRenewal(entry)
  })

  const keep = (origin: string, entry: Entry, outcome: E.Either<TokenFailure, Token>) => {
    if (E.isRight(outcome)) {
      entry.token = outcome.right
      entry.isUsed = false
      planRenewal(origin, entry, outcome.right)
      hasSecureToken ||= origin.startsWith('https:')
    } else if (outcome.left.name === 'TokenRefused' && lasting.has(outcome.left.error)) {
      entry.refused = credentials.refusalIsFinal ? outcome.left : undefined
    }
  }

  const obtain = (origin: string, entry: Entry, gone: () => Aborted, signal: AbortSignal) => {
    if (entry.refused !== undefined) return Promise.resolve(E.left(entry.refused))
    if (hasSecureToken && !origin.startsWith('https:')) {
      return Promise.resolve(E.left(tokenRefused('plain_http', `${origin} is not HTTPS, unlike the hosts before`)))
    }
    const previous = entry.token
    const request = (flightSignal: AbortSignal) => async () => {
      const demand = { origin, service: entry.service, previous, http, clock, timeout }
      const outcome = checkToken(await credentials.obtain(demand, flightSignal)())
      if (!flightSignal.aborted) keep(origin, entry, outcome)
      return outcome
    }
    entry.flight ??= createFlight(request, () => {
      entry.flight = undefined
    })
    return entry.flight.join(signal, gone())
  }

  const isExpired = (token: Token) => (token.expiresAt ?? Number.POSITIVE_INFINITY) <= clock.now()

  return {
    ready: (origin, gone, signal) => {
      const entry = entries.get(origin)
      if (entry === undefined) return E.right(undefined)
      entry.isUsed = true
      if (entry.token === undefined || !isExpired(entry.token)) return E.right(entry.token)
      return obtain(origin, entry, gone, signal)
    },
    renew: ({ url, challenge, used }, gone, signal) => {
      const challenger = new URL(url)
      const entry = entryOf(challenger.origin)
      if (challenge.tokenService !== undefined)
        entry.service = checked(challenge.tokenService, challenger, signInDomain)
      if (entry.token !== undefined && entry.token !== used) return Promise.resolve(E.right(entry.token))
      return obtain(challenger.origin, entry, gone, signal)
    },
  }
}
