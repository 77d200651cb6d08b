import { either as E } from 'fp-ts'
import type { Clock } from '../../src/seam/clock.ts'
import { attemptOf } from '../../src/transport/attempt.ts'
import type { Http, HttpFailure, HttpRequest, HttpResponse } from '../../src/transport/http.ts'
import { type Reply, responseTo } from '../support/fakeHttp.ts'
import { drain } from '../support/virtualClock.ts'

type Outcome = E.Either<HttpFailure, HttpResponse>

interface Parked {
  readonly request: HttpRequest
  readonly settle: (outcome: Outcome) => void
}

export interface ParkingHttp extends Http {
  /** URLs of all requests, in order. */
  readonly urls: readonly string[]
  readonly requests: readonly HttpRequest[]
  /** Requests without an answer. */
  readonly parked: () => number
  /** The most that were parked at one time. */
  readonly most: () => number
  /** Answers the request that was parked first, and lets everything run that follows from it. */
  readonly answer: (reply: Reply) => Promise<void>
}

const outcomeOf = (request: HttpRequest, reply: Reply): Outcome => {
  if ('hangs' in reply) throw new Error('a parked request hangs already')
  if ('breaks' in reply) {
    return E.left({ name: 'Unreachable', ...attemptOf(request), code: reply.breaks, cause: undefined })
  }
  return E.right(responseTo(request, reply))
}

/** An Http that parks every request, as a server parks a P-GET, until the test answers it. */
export const parkingHttp = (clock: Clock): ParkingHttp => {
  const requests: HttpRequest[] = []
  const urls: string[] = []
  const waiting: Parked[] = []
  let most = 0

  const http: Http = (request, signal) => () =>
    new Promise((resolve) => {
      const settle = (outcome: Outcome) => {
        signal.removeEventListener('abort', abort)
        clock.clearTimeout(timer)
        waiting.splice(waiting.indexOf(parked), 1)
        resolve(outcome)
      }
      const abort = () => settle(E.left({ name: 'Aborted', ...attemptOf(request) }))
      const timeOut = () => settle(E.left({ name: 'TimedOut', ...attemptOf(request), after: request.timeout }))
      const timer = clock.setTimeout(timeOut, request.timeout)
      const parked: Parked = { request, settle }
      requests.push(request)
      urls.push(request.url)
      waiting.push(parked)
      most = Math.max(most, waiting.length)
      signal.addEventListener('abort', abort)
    })

  const answer = async (reply: Reply) => {
    const [first] = waiting
    if (first === undefined) throw new Error('nothing is parked')
    first.settle(outcomeOf(first.request, reply))
    await drain()
  }
  return Object.assign(http, { requests, urls, answer, parked: () => waiting.length, most: () => most })
}
