import { either as E } from 'fp-ts'
import type { Http, HttpFailure, HttpRequest, HttpResponse } from '../../src/index.ts'
import type { Clock } from '../../src/seam/clock.ts'
import { dropped, isDropped, type Dropped, type ServerRequest, type ServerResponse } from '../../src/server/http.ts'
import { attemptOf } from '../../src/transport/attempt.ts'
import type { Chance } from './chance.ts'

export type Reached = ServerResponse | Dropped

/** One request on its way, as a fault may handle it. */
export interface Passage {
  readonly request: HttpRequest
  /** Has the server handle it. Each call is one arrival; the server hears by `gone` that the client has gone. */
  readonly arrive: (gone?: AbortSignal) => Promise<Reached>
  /** Milliseconds of the world's time. */
  readonly pause: (ms: number) => Promise<void>
  readonly chance: Chance
}

/** What lies between a device and the server may do this to a request. */
export interface Trouble {
  readonly name: string
  /** Which requests it can happen to; all where it is absent. */
  readonly concerns?: (request: HttpRequest) => boolean
  /** Whoever asks hears nothing until she gives up. */
  readonly hangs?: boolean
  /** An answer; `dropped` where the connection breaks; never where it hangs. */
  readonly pass: (passage: Passage) => Promise<Reached>
}

/** The way from one device to the server. */
export interface Road {
  /** An Http for one client. */
  readonly http: (report: Report) => Http
  /** From now on this much of the requests runs into one of these. */
  readonly become: (weather: Weather) => void
  /** A request hangs, and whoever asked has not given it up. */
  readonly isHanging: () => boolean
}

export interface Weather {
  readonly probability: number
  readonly troubles: readonly Trouble[]
  /** Milliseconds each way, at most. */
  readonly latency: number
}

export const fair: Weather = { probability: 0, troubles: [], latency: 0 }

export interface Report {
  readonly asked: (request: HttpRequest) => number
  readonly answered: (id: number, outcome: E.Either<HttpFailure, HttpResponse>) => void
  readonly struck: (trouble: Trouble, request: HttpRequest) => void
}

interface Ends {
  readonly handle: (request: ServerRequest, signal: AbortSignal) => Promise<Reached>
  /** Of the device: it stands still while the device sleeps. */
  readonly near: Clock
  /** Of everything else. */
  readonly far: Clock
  readonly chance: Chance
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

export const home = 'pool.contoso.com'

/** Of an absolute URL: every request of every session asks this. */
export const hostOf = (url: string): string => {
  const from = url.indexOf('//') + 2
  const to = url.indexOf('/', from)
  return url.slice(from, to === -1 ? undefined : to)
}

/** Where the outside world asks for the server of a domain; inside, nobody answers. */
const discovery = 'lyncdiscover.contoso.com'
const internalDiscovery = 'lyncdiscoverinternal.contoso.com'

/** Whatever is not the server. */
const elsewhere = (url: string): Reached => {
  const host = hostOf(url)
  if (host === internalDiscovery) return dropped
  return host === discovery ? { status: 302, headers: { Location: `https://${home}/` }, body: '' } : askingForMore(url)
}

/** Some other host would like a token too. */
const askingForMore = (url: string): ServerResponse => ({
  status: 401,
  headers: { 'WWW-Authenticate': `MsRtcOAuth href="${new URL('/token', url).href}",grant_type="password"` },
  body: '',
})

const pauseOn = (clock: Clock, ms: number): Promise<void> =>
  ms === 0 ? Promise.resolve() : new Promise((resolve) => void clock.setTimeout(resolve, ms))

export const createRoad = ({ handle, near, far, chance }: Ends): Road => {
  let weather = fair
  const hanging = new Set<AbortSignal>()

  const through = async (request: HttpRequest, gone: AbortSignal, struck: Report['struck']): Promise<Reached> => {
    const { probability, troubles, latency } = weather
    const arrive = (heard = gone) =>
      hostOf(request.url) === home ? handle(requestTo(request), heard) : Promise.resolve(elsewhere(request.url))
    const possible = troubles.filter(({ concerns }) => concerns?.(request) ?? true)
    const trouble = chance.happens(probability) ? chance.oneOf(possible) : undefined
    await pauseOn(far, chance.between(0, latency))
    if (gone.aborted) return dropped
    if (trouble === undefined) return arrive()
    struck(trouble, request)
    if (trouble.hangs === true) hanging.add(gone)
    return trouble.pass({ request, arrive, pause: (ms) => pauseOn(far, ms), chance })
  }

  const http: Road['http'] = (report) => (request, signal) => () => {
    const attempt = attemptOf(request)
    if (signal.aborted) return Promise.resolve(E.left({ name: 'Aborted', ...attempt }))
    const id = report.asked(request)
    return new Promise((resolve, reject) => {
      const gone = new AbortController()
      let progress: 'asked' | 'handled' | 'over' = 'asked'
      const settle = (outcome: E.Either<HttpFailure, HttpResponse>) => {
        if (progress === 'over') return
        signal.removeEventListener('abort', abort)
        near.clearTimeout(timer)
        // Nobody listens any more where the server has answered.
        if (progress === 'asked') gone.abort('over')
        progress = 'over'
        hanging.delete(gone.signal)
        report.answered(id, outcome)
        resolve(outcome)
      }
      const abort = () => settle(E.left({ name: 'Aborted', ...attempt }))
      const timeOut = () => settle(E.left({ name: 'TimedOut', ...attempt, after: request.timeout }))
      signal.addEventListener('abort', abort)
      const timer = near.setTimeout(timeOut, request.timeout)
      const arrived = (answer: Reached) => {
        if (progress === 'over') return
        progress = 'handled'
        const deliver = () => {
          if (!isDropped(answer)) return settle(E.right(responseFrom(answer, request.url)))
          settle(E.left({ name: 'Unreachable', ...attempt, code: 'ECONNRESET', cause: undefined }))
        }
        // Nothing is heard while the device sleeps; it has no timer to set for what it does not know of.
        near.setTimeout(deliver, chance.between(0, weather.latency))
      }
      through(request, gone.signal, report.struck).then(arrived, reject)
    })
  }

  return {
    http,
    isHanging: () => hanging.size > 0,
    become: (now) => {
      weather = now
    },
  }
}
