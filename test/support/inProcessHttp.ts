import { either as E } from 'fp-ts'
import type { Clock } from '../../src/seam/clock.ts'
import { isDropped, type Dropped, type ServerRequest, type ServerResponse } from '../../src/server/http.ts'
import { attemptOf } from '../../src/transport/attempt.ts'
import type { Http, HttpFailure, HttpRequest, HttpResponse } from '../../src/transport/http.ts'

interface Handles {
  readonly handle: (request: ServerRequest, signal?: AbortSignal) => Promise<ServerResponse | Dropped>
}

export interface InProcessHttp extends Http {
  /** What was asked, oldest first; requests that were aborted before do not count. */
  readonly requests: readonly HttpRequest[]
  /** The operations of those requests. */
  readonly operations: () => readonly string[]
  /** Requests without an answer. */
  readonly inFlight: () => number
}

const requestTo = ({ method, url, headers, body }: HttpRequest): ServerRequest => ({
  method,
  url,
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
  body: body ?? '',
})

const responseFrom = ({ status, headers, body }: ServerResponse, url: string): HttpResponse => {
  const byName = new Map(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      typeof value === 'string' ? value : value.join(', '),
    ]),
  )
  return { status, url, header: (name) => byName.get(name.toLowerCase()), text: body }
}

/**
 * An Http that talks to a server in this process, without sockets. A broken
 * connection is Unreachable with `ECONNRESET`; with a clock, requests time out.
 */
export const inProcessHttp = (server: Handles, clock?: Clock): InProcessHttp => {
  const requests: HttpRequest[] = []
  let inFlight = 0
  const http: Http = (request, signal) => () => {
    const attempt = attemptOf(request)
    if (signal.aborted) return Promise.resolve(E.left({ name: 'Aborted', ...attempt }))
    requests.push(request)
    inFlight += 1
    return new Promise((resolve, reject) => {
      const gone = new AbortController()
      const settle = (outcome: E.Either<HttpFailure, HttpResponse>) => {
        if (gone.signal.aborted) return
        signal.removeEventListener('abort', abort)
        clock?.clearTimeout(timer)
        inFlight -= 1
        gone.abort()
        resolve(outcome)
      }
      const abort = () => settle(E.left({ name: 'Aborted', ...attempt }))
      const timeOut = () => settle(E.left({ name: 'TimedOut', ...attempt, after: request.timeout }))
      signal.addEventListener('abort', abort)
      const timer = clock?.setTimeout(timeOut, request.timeout)
      server.handle(requestTo(request), gone.signal).then((answer) => {
        if (!isDropped(answer)) return settle(E.right(responseFrom(answer, request.url)))
        settle(E.left({ name: 'Unreachable', ...attempt, code: 'ECONNRESET', cause: undefined }))
      }, reject)
    })
  }
  return Object.assign(http, {
    requests,
    operations: () => requests.map(({ operation }) => operation),
    inFlight: () => inFlight,
  })
}
