import type { either as E, taskEither as TE } from 'fp-ts'
import type { RequestFailure, TokenRefused } from '../protocol/failure.ts'
import type { Clock } from '../seam/clock.ts'
import type { TokenService } from './challenge.ts'
import type { Http } from './http.ts'

/** What goes into `Authorization: Bearer …`. */
export interface Token {
  /** As issued, the leading `cwt=` included. */
  readonly value: string
  /** Milliseconds since 1970 UTC from which on it is renewed before use; absent when nobody knows. */
  readonly expiresAt?: number
}

/** A token, and what whoever asked for it has to know. */
export interface IssuedToken extends Token {
  /** With it the server takes her for somebody else than with the token before: what was hers is not any more. */
  readonly isAnother?: boolean
}

/** Who wants a token, and where one may be had. */
export interface TokenDemand {
  /** Origin of the resource that asked, such as `https://pool.contoso.com`. The token goes nowhere else. */
  readonly origin: string
  /** Absolute href, checked; or why there is none to go to. */
  readonly service: E.Either<TokenRefused, TokenService>
  /** The token that was in use, where this is a renewal. */
  readonly previous: Token | undefined
  readonly http: Http
  readonly clock: Clock
  /** Milliseconds for one request. */
  readonly timeout: number
}

/** A way to get tokens. Holds its secrets where neither JSON nor a logger finds them. */
export interface Credentials {
  readonly grant: string
  /** Whether `invalid_grant` will stay: asking again with a wrong password locks the account, or pesters the user. */
  readonly refusalIsFinal: boolean
  /** @internal */
  readonly obtain: (
    demand: TokenDemand,
    signal: AbortSignal,
  ) => TE.TaskEither<RequestFailure | TokenRefused, IssuedToken>
}

export const tokenRefused = (error: string, description = ''): TokenRefused => ({
  name: 'TokenRefused',
  error,
  description,
})
