import { either as E } from 'fp-ts'
import type { Attempt, Unreachable, Unreadable } from '../protocol/failure.ts'
import { systemClock, type Clock } from '../seam/clock.ts'
import { attemptOf } from './attempt.ts'
import { boundedText } from './boundedText.ts'
import type { Http, HttpFailure, HttpRequest, HttpResponse } from './http.ts'
import { member } from './member.ts'
import { platformFetch } from './platformFetch.ts'
import { watchedAgent } from './watchedAgent.ts'

/** An `http.Agent` or `https.Agent` of Node; how proxies, private authorities and kept-alive connections come in. */
export type Agent = object

export type AgentChoice = (url: URL) => Agent | undefined

export interface CrossFetchOptions {
  /** Node only: one for all requests, or one for each URL. Browsers ignore it. */
  readonly agent?: Agent | AgentChoice
  /** Bytes of a body, after decompression, above which an answer is refused unread. 16 MiB unless told. */
  readonly maxBytes?: number
  readonly clock?: Clock
  /** Another implementation of the Fetch standard, in place of cross-fetch. */
  readonly fetch?: (input: string, init: RequestInit) => Promise<Response>
}

/** What node-fetch takes beyond the standard. */
interface NodeInit extends RequestInit {
  readonly agent: unknown
  readonly size: number
}

const isChoice = (agent: Agent | AgentChoice | undefined): agent is AgentChoice => typeof agent === 'function'

/** node-fetch has the code on the error, the platform's own fetch on its cause. */
const codeOf = (cause: unknown): string | undefined =>
  [member(cause, 'code'), member(member(cause, 'cause'), 'code')].find((code) => typeof code === 'string')

const unreachable = (attempt: Attempt, cause: unknown): Unreachable => ({
  name: 'Unreachable',
  ...attempt,
  code: codeOf(cause),
  cause,
})

const unreadable = (attempt: Attempt, status: number, reason: string): Unreadable => ({
  name: 'Unreadable',
  ...attempt,
  status,
  reason,
  faults: [],
})

/** One request under way. */
interface Sending {
  readonly request: HttpRequest
  readonly signal: AbortSignal
  /** The connection has broken inside the body. */
  readonly broken: () => void
}

const hasAuthorization = (request: HttpRequest): boolean =>
  Object.keys(request.headers).some((name) => name.toLowerCase() === 'authorization')

/**
 * HTTP by cross-fetch: node-fetch 2 in Node, the platform's fetch in browsers.
 *
 * The time-out counts to the end of the body. A connection that breaks inside
 * the body is `Unreachable`; a body that is too large, or cannot be
 * decompressed, is `Unreadable`. Browsers hide redirects: there a GET without
 * Authorization is repeated, followed, and `url` says where it ended; any other
 * hidden redirect is `Unreadable`, since a token might follow it.
 */
export const crossFetch = (options: CrossFetchOptions = {}): Http => {
  const { agent, maxBytes = 16 * 1024 * 1024, clock = systemClock } = options
  const fetch = options.fetch ?? platformFetch

  const agentFor = isChoice(agent) ? (url: string) => agent(new URL(url)) : () => agent

  const send = ({ request, signal, broken }: Sending, redirect: RequestRedirect): Promise<Response> => {
    const init: NodeInit = {
      method: request.method,
      headers: request.headers,
      redirect,
      signal,
      size: maxBytes,
      agent: watchedAgent(agentFor(request.url), request.url, broken),
      body: request.body ?? null,
    }
    return fetch(request.url, init)
  }

  const exchange = async (sending: Sending): Promise<E.Either<HttpFailure, HttpResponse>> => {
    const { request } = sending
    const attempt = () => attemptOf(request)
    const shown = await send(sending, 'manual')
    const isHidden = shown.type === 'opaqueredirect'
    if (isHidden && (request.method !== 'GET' || hasAuthorization(request))) {
      return E.left(unreadable(attempt(), shown.status, 'a redirect that the platform hides'))
    }
    const response = isHidden ? await send(sending, 'follow') : shown
    try {
      const text = await boundedText(response, maxBytes)
      if (E.isLeft(text)) return E.left(unreadable(attempt(), response.status, `more than ${maxBytes} bytes`))
      return E.right({
        status: response.status,
        url: response.url === '' ? request.url : response.url,
        header: (name) => response.headers.get(name) ?? undefined,
        text: text.right,
      })
    } catch (cause) {
      if (codeOf(cause)?.startsWith('Z_') !== true) throw cause
      return E.left(unreadable(attempt(), response.status, 'a body that cannot be decompressed'))
    }
  }

  return (request, signal) => async () => {
    const attempt = () => attemptOf(request)
    if (signal.aborted) return E.left({ name: 'Aborted', ...attempt() })
    const controller = new AbortController()
    const givenUp: { because?: HttpFailure } = {}
    const giveUp = (because: HttpFailure) => {
      givenUp.because ??= because
      controller.abort()
    }
    const broken = () => giveUp(unreachable(attempt(), { code: 'ERR_STREAM_PREMATURE_CLOSE' }))
    const abort = () => giveUp({ name: 'Aborted', ...attempt() })
    signal.addEventListener('abort', abort)
    const timer = clock.setTimeout(
      () => giveUp({ name: 'TimedOut', ...attempt(), after: request.timeout }),
      request.timeout,
    )
    try {
      const outcome = await exchange({ request, signal: controller.signal, broken })
      if (E.isLeft(outcome)) controller.abort()
      return outcome
    } catch (cause) {
      controller.abort()
      return E.left(givenUp.because ?? unreachable(attempt(), cause))
    } finally {
      clock.clearTimeout(timer)
      signal.removeEventListener('abort', abort)
    }
  }
}
