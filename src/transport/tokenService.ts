import { either as E, function as F, taskEither as TE } from 'fp-ts'
import { decode, describeFaults } from '../protocol/decode.ts'
import type { RequestFailure, TokenRefused, Unreadable } from '../protocol/failure.ts'
import { json } from '../protocol/format.ts'
import { IssuedToken, RefusedToken } from '../protocol/token.ts'
import { attemptOf } from './attempt.ts'
import { tokenRefused, type Token, type TokenDemand } from './credentials.ts'
import { discreet, secretsOf, withoutEchoes } from './echo.ts'
import type { HttpRequest, HttpResponse } from './http.ts'
import { settle } from './settle.ts'

/** The part of a token's life after which it is renewed before use. */
const usableLife = 0.9

const expiryOf = (expiresIn: number | string | null | undefined, now: number): Pick<Token, 'expiresAt'> => {
  const seconds = Number(expiresIn ?? Number.NaN)
  return Number.isFinite(seconds) ? { expiresAt: now + seconds * 1000 * usableLife } : {}
}

type TokenOutcome = E.Either<RequestFailure | TokenRefused, Token>

/** Why there is no token. */
export interface Declined {
  readonly failure: RequestFailure | TokenRefused
  /** A page where the user may sign in first: `ms_rtc_passiveauthuri`. */
  readonly signInPage: string | undefined
}

const readIssued = (response: HttpResponse, href: string, now: number): TokenOutcome => {
  const unreadable = (reason: string): Unreadable => ({
    name: 'Unreadable',
    ...attemptOf({ operation: 'token', method: 'POST', url: href }),
    status: response.status,
    reason,
    faults: [],
  })
  const structure = json().parse(response.text)
  if (E.isLeft(structure)) return E.left(unreadable('not JSON'))
  const issued = decode(IssuedToken, structure.right)
  if (E.isLeft(issued)) return E.left(unreadable(describeFaults(issued.left.faults)))
  return E.right({ value: issued.right.access_token, ...expiryOf(issued.right.expires_in, now) })
}

const readDeclined = (response: HttpResponse, secrets: readonly string[]): Declined | undefined => {
  const declined = F.pipe(
    json().parse(response.text),
    E.chainW((structure) => decode(RefusedToken, structure)),
  )
  if (E.isLeft(declined)) return undefined
  const { error, error_description, ms_rtc_passiveauthuri: page } = declined.right
  const description = error_description ?? response.header('x-ms-diagnostics') ?? ''
  const said = `${error} ${description}`
  const tells = withoutEchoes(said, secrets) !== said
  const failure = tells ? tokenRefused('refused') : tokenRefused(error, description)
  return { failure, signInPage: page ?? undefined }
}

/** Where to ask, once the challenge is known to lead to a service that takes the grant. */
export const serviceFor = (demand: TokenDemand, grant: string): E.Either<TokenRefused, string> =>
  F.pipe(
    demand.service,
    E.chain(({ href, grantTypes }) =>
      grantTypes.length === 0 || grantTypes.includes(grant)
        ? E.right(href)
        : E.left(tokenRefused('unsupported_grant_type', `offered: ${grantTypes.join(', ')}`)),
    ),
  )

/**
 * One POST to the token service, never repeated. A JSON body with `error` is
 * TokenRefused; any other refusal, say of a proxy, is Refused, and a redirect
 * Unreadable. What the form says in confidence is kept out of the failure,
 * whatever the service echoes.
 */
export const askForToken =
  (demand: TokenDemand, href: string, form: Readonly<Record<string, string>>) =>
  (signal: AbortSignal) =>
  async (): Promise<E.Either<Declined, Token>> => {
    const request: HttpRequest = {
      operation: 'token',
      method: 'POST',
      url: href,
      headers: { Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded;charset=UTF-8' },
      body: new URLSearchParams(form).toString(),
      timeout: demand.timeout,
    }
    const secrets = () => secretsOf(request)
    const declined = (failure: Declined['failure']): Declined => ({ failure, signInPage: undefined })
    const response = await demand.http(request, signal)()
    if (E.isLeft(response)) return E.left(declined(response.left))
    const settled = settle(request, response.right, { format: json(), clock: demand.clock })
    if (E.isRight(settled)) return E.mapLeft(declined)(readIssued(response.right, href, demand.clock.now()))
    return E.left(readDeclined(response.right, secrets()) ?? declined(discreet(settled.left, secrets)))
  }

/** `askForToken` where no page is of use. */
export const requestToken =
  (demand: TokenDemand, href: string, form: Readonly<Record<string, string>>) =>
  (signal: AbortSignal): TE.TaskEither<RequestFailure | TokenRefused, Token> =>
    TE.mapLeft(({ failure }: Declined) => failure)(askForToken(demand, href, form)(signal))
