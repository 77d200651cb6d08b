import { either as E } from 'fp-ts'
import { systemClock, type Clock } from '../seam/clock.ts'
import { isSameOrigin } from './answer.ts'
import { attemptOf } from './attempt.ts'
import { createFramedHost, type FrameAnswer, type FramedHost, type NoAnswer } from './framedHost.ts'
import { openHiddenFrame } from './hiddenFrame.ts'
import type { Http, HttpFailure, HttpRequest, HttpResponse } from './http.ts'
import { xframeLink } from './xframeLink.ts'

export interface XFrameOptions {
  /** Milliseconds in which a host's page must answer for the first time after it has loaded. 5 s unless told. */
  readonly patience?: number
  readonly clock?: Clock
}

export interface XFrame extends Http {
  /** Takes the frames out of the document. What is under way is Aborted; a later request loads them again. */
  readonly close: () => void
}

const headerIn = (request: HttpRequest, wanted: string): string | undefined =>
  Object.entries(request.headers).find(([name]) => name.toLowerCase() === wanted)?.[1]

const messageFor = (request: HttpRequest): object => ({
  type: request.method,
  url: request.url,
  headers: request.headers,
  accepts: headerIn(request, 'accept'),
  contentType: headerIn(request, 'content-type'),
  data: request.body,
  processData: false,
})

const read = (
  request: HttpRequest,
  frame: string,
  answer: FrameAnswer | NoAnswer,
): E.Either<HttpFailure, HttpResponse> => {
  if (answer === 'closed') return E.left({ name: 'Aborted', ...attemptOf(request) })
  if (answer === 'silent') return E.left({ name: 'NotFramed', ...attemptOf(request), frame, origin: location.origin })
  const { status, statusText, text, headers } = answer
  if (status === 0) {
    return E.left({ name: 'Unreachable', ...attemptOf(request), code: undefined, cause: new Error(statusText) })
  }
  return E.right({ status, url: request.url, header: (name) => headers.get(name.toLowerCase()), text })
}

/**
 * HTTP for a web page whose origin is not the server's: through the server's own
 * `xframe` page, in a hidden frame for each host. The administrator lists the
 * page's origin; otherwise, and where there is no such host, requests are
 * NotFramed.
 *
 * The page of a host is where its `xframe` link says that was met before, else at
 * `/xframe`. Redirects within a host are followed out of sight; those to another
 * are Unreachable. An aborted request goes on at the server, and its answer is
 * dropped. `passive` needs a browser that lets the frame have its cookies.
 *
 * @example
 * ```ts
 * const client = createClient({ signInAddress, credentials, http: xframe() })
 * ```
 */
export const xframe = ({ patience = 5_000, clock = systemClock }: XFrameOptions = {}): XFrame => {
  const hosts = new Map<string, FramedHost>()
  const links = new Map<string, string>()

  const hostOf = (origin: string): FramedHost => {
    const known = hosts.get(origin)
    if (known?.isThere() === true) return known
    known?.close()
    const url = links.get(origin) ?? `${origin}/xframe`
    const host = createFramedHost({ url, open: openHiddenFrame, clock, patience })
    hosts.set(origin, host)
    return host
  }

  const learn = (response: HttpResponse) => {
    const link = xframeLink(response.text, response.url)
    if (link === undefined) return
    const { origin } = new URL(link)
    // A page gets the tokens of its host: of another host's page only what that host has not told itself.
    if (isSameOrigin(link, response.url) || !links.has(origin)) links.set(origin, link)
  }

  const http: Http = (request, signal) => () =>
    new Promise((resolve) => {
      const gone = (): E.Either<HttpFailure, never> => E.left({ name: 'Aborted', ...attemptOf(request) })
      if (signal.aborted) return resolve(gone())
      if (!URL.canParse(request.url)) {
        return resolve(
          E.left({ name: 'Unreachable', ...attemptOf(request), code: 'ERR_INVALID_URL', cause: request.url }),
        )
      }
      const host = hostOf(new URL(request.url).origin)
      const settle = (outcome: E.Either<HttpFailure, HttpResponse>) => {
        forget()
        clock.clearTimeout(timer)
        signal.removeEventListener('abort', abort)
        if (E.isRight(outcome)) learn(outcome.right)
        resolve(outcome)
      }
      const abort = () => settle(gone())
      const timer = clock.setTimeout(
        () => settle(E.left({ name: 'TimedOut', ...attemptOf(request), after: request.timeout })),
        request.timeout,
      )
      const forget = host.ask(messageFor(request), (answer) => settle(read(request, host.url, answer)))
      signal.addEventListener('abort', abort)
    })

  return Object.assign(http, {
    close: () => {
      for (const host of hosts.values()) host.close()
      hosts.clear()
    },
  })
}
