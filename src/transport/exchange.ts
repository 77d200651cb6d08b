import { either as E, type taskEither as TE } from 'fp-ts'
import type { Aborted, NotAvailable, RequestFailure, TokenRefused } from '../protocol/failure.ts'
import type { Format } from '../protocol/format.ts'
import type { Clock } from '../seam/clock.ts'
import { isSameOrigin, type Answer } from './answer.ts'
import { attemptOf } from './attempt.ts'
import { parseChallenge } from './challenge.ts'
import type { Credentials, Token } from './credentials.ts'
import { discreet, secretsOf } from './echo.ts'
import type { Http, HttpRequest, HttpResponse } from './http.ts'
import { refusalOf } from './refusal.ts'
import { settle } from './settle.ts'
import { createTokens, type Tokens } from './tokens.ts'

export interface ExchangeRequest {
  /** What this is for, such as `startMessaging`; failures name it. */
  readonly operation: string
  readonly method: HttpRequest['method']
  /** Absolute. */
  readonly url: string
  readonly body?: { readonly contentType: string; readonly text: string }
  /** In place of the format's own. */
  readonly accept?: string
  readonly headers?: Readonly<Record<string, string>>
  /** Milliseconds for the whole answer; a token that has to be had first comes on top. */
  readonly timeout?: number
  /** A redirect is an answer with `movedTo`, for those who check where it leads. Otherwise it is Unreadable. */
  readonly showRedirect?: boolean
  /** Servers also refuse a token of another pool by a 403 or 500 that is not UCWA's: then it is renewed once as on a 401. */
  readonly doubtsToken?: boolean
  /** Sends it when it is its turn, each time that it goes out: a token may have to be had before, or anew. */
  readonly inTurn?: (
    send: () => Promise<E.Either<RequestFailure, HttpResponse>>,
    signal: AbortSignal,
  ) => Promise<E.Either<RequestFailure, HttpResponse>>
}

export type ExchangeFailure = RequestFailure | TokenRefused | NotAvailable

/**
 * One request with its token, one answer with a status below 400.
 *
 * A 401 gets a token and repeats the request once, and so does what else refuses
 * one; requests that meet it at the same time share one token request. Nothing else is repeated here. Never
 * rejects.
 */
export type Exchange = (request: ExchangeRequest, signal: AbortSignal) => TE.TaskEither<ExchangeFailure, Answer>

export interface ExchangeOptions {
  readonly http: Http
  readonly format: Format
  readonly clock: Clock
  /** Without them nothing is ever authorized, and a 401 is Refused like any other. */
  readonly credentials?: Credentials
  /** Such as `contoso.com`: token services below it are trusted besides those on the asking host. */
  readonly signInDomain?: string
  /** Milliseconds, where a request does not say. 30 s unless told. */
  readonly timeout?: number
  /** As long as it lasts, tokens in use are renewed in the background, before a request has to wait for one. */
  readonly life?: AbortSignal
}

const asksForToken = (response: HttpResponse, used: Token | undefined): boolean =>
  response.status === 401 ||
  (response.status === 403 &&
    used !== undefined &&
    parseChallenge(response.header('www-authenticate') ?? '').tokenService !== undefined)

/** One lives as long as a sign-in: it keeps the tokens, and remembers that a password was wrong. */
export const createExchange = (options: ExchangeOptions): Exchange => {
  const { http, format, clock, credentials, signInDomain, timeout = 30_000, life } = options
  const tokens: Tokens | undefined =
    credentials === undefined ? undefined : createTokens({ http, credentials, clock, signInDomain, timeout, life })

  const dressed = (request: ExchangeRequest, token: Token | undefined): HttpRequest => ({
    operation: request.operation,
    method: request.method,
    url: request.url,
    headers: {
      Accept: request.accept ?? format.accept,
      ...(request.body === undefined ? {} : { 'Content-Type': request.body.contentType }),
      ...request.headers,
      ...(token === undefined ? {} : { Authorization: `Bearer ${token.value}` }),
    },
    ...(request.body === undefined ? {} : { body: request.body.text }),
    timeout: request.timeout ?? timeout,
  })

  const send = (request: ExchangeRequest, token: Token | undefined, signal: AbortSignal) => {
    const go = http(dressed(request, token), signal)
    return request.inTurn === undefined ? go() : request.inTurn(go, signal)
  }

  /** Something before UCWA has answered: a body of UCWA's says that the request came through. */
  const isForeign = (response: HttpResponse, request: ExchangeRequest): boolean =>
    (response.status === 403 || response.status === 500) &&
    refusalOf(response, attemptOf(request), format, clock.now()).code === undefined

  const answered = (request: ExchangeRequest, response: HttpResponse, used: Token | undefined) =>
    E.mapLeft((failure: RequestFailure) => discreet(failure, () => secretsOf(dressed(request, used))))(
      settle(request, response, options),
    )

  const authorized = async (
    known: Tokens,
    request: ExchangeRequest,
    signal: AbortSignal,
  ): Promise<E.Either<ExchangeFailure, Answer>> => {
    const gone = (): Aborted => ({ name: 'Aborted', ...attemptOf(request) })
    if (signal.aborted) return E.left(gone())
    const { origin } = new URL(request.url)
    const wanted = known.ready(origin, gone, signal)
    const ready = wanted instanceof Promise ? await wanted : wanted
    if (E.isLeft(ready)) return ready
    const used = ready.right
    const first = await send(request, used, signal)
    if (E.isLeft(first)) return first
    const isElsewhere = !isSameOrigin(first.right.url, request.url)
    const isAsked = asksForToken(first.right, used)
    const isInDoubt = request.doubtsToken === true && used !== undefined && isForeign(first.right, request)
    if (isElsewhere || !(isAsked || isInDoubt)) return answered(request, first.right, used)
    const challenge = parseChallenge(first.right.header('www-authenticate') ?? '')
    const current = known.ready(origin, gone, signal)
    const wasKnown = (token: Token): boolean =>
      !(current instanceof Promise) && E.isRight(current) && current.right === token
    const renewed = await known.renew({ url: first.right.url, challenge, used }, gone, signal)
    if (E.isLeft(renewed))
      return isAsked || renewed.left.name === 'Aborted' ? renewed : answered(request, first.right, used)
    const second = await send(request, renewed.right, signal)
    if (E.isLeft(second)) return second
    // A token that others were given while this one waited for its answer may be out of date as well.
    if (wasKnown(renewed.right) && asksForToken(second.right, renewed.right)) {
      const fresh = await known.renew({ url: second.right.url, challenge, used: renewed.right }, gone, signal)
      if (E.isLeft(fresh)) return fresh
      const third = await send(request, fresh.right, signal)
      return E.isLeft(third) ? third : answered(request, third.right, fresh.right)
    }
    return answered(request, second.right, renewed.right)
  }

  return (request, signal) => async () => {
    if (tokens !== undefined && URL.canParse(request.url)) return authorized(tokens, request, signal)
    const response = await send(request, undefined, signal)
    return E.isLeft(response) ? response : answered(request, response.right, undefined)
  }
}
