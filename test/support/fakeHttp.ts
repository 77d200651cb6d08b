import { either as E } from 'fp-ts'
import { json } from '../../src/protocol/format.ts'
import type { Clock } from '../../src/seam/clock.ts'
import { attemptOf } from '../../src/transport/attempt.ts'
import type { Http, HttpFailure, HttpRequest, HttpResponse } from '../../src/transport/http.ts'
import { xml } from '../../src/xml/format.ts'

type Answered = {
  readonly status: number
  /** In place of the requested URL, as after a redirect that the platform followed. */
  readonly url?: string
} & ({ readonly headers: Readonly<Record<string, string>>; readonly text: string } | { readonly structure: unknown })

/** What a scripted request comes to. */
export type Reply = Answered | { readonly breaks: string } | { readonly hangs: true }

export interface FakeHttp extends Http {
  readonly requests: readonly HttpRequest[]
  /** Requests as `METHOD url`, in order. */
  readonly seen: () => readonly string[]
}

type Scripted = Reply | Promise<Reply>

/** By `METHOD url`: one reply for every request, or one for each in turn. */
export type Script = Readonly<Record<string, Scripted | readonly Scripted[]>>

export const reply = (status: number, text = '', headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  text,
  headers,
})

/** Goes out in the format that the request asks for. */
export const resource = (structure: unknown, status = 200): Reply => ({ status, structure })

const formats = [json(), xml()]

const print = (request: HttpRequest, structure: unknown) => {
  const accept = new Headers(request.headers).get('accept')?.split(/[,;]/, 1)[0]
  const { contentType, print } = formats.find(({ reads }) => accept !== undefined && reads(accept)) ?? json()
  return { headers: { 'content-type': `${contentType}; charset=utf-8` }, text: print(structure) }
}

/** The answer to a request that neither hangs nor breaks. */
export const responseTo = (request: HttpRequest, answered: Answered): HttpResponse => {
  const { headers: fields, text } = 'structure' in answered ? print(request, answered.structure) : answered
  const headers = new Headers(fields)
  return {
    status: answered.status,
    url: answered.url ?? request.url,
    header: (name) => headers.get(name) ?? undefined,
    text,
  }
}

/** The connection breaks with this code. */
export const breaks = (code: string): Reply => ({ breaks: code })

/** No answer ever: ends by time-out where there is a clock, or by abort. */
export const hangs: Reply = { hangs: true }

const isList = (scripted: Scripted | readonly Scripted[]): scripted is readonly Scripted[] => Array.isArray(scripted)

/**
 * An Http that answers from a script and records what it was asked. A request
 * that is not in the script, or once too many, rejects, so that the test fails.
 */
export const fakeHttp = (script: Script, clock?: Clock): FakeHttp => {
  const requests: HttpRequest[] = []
  const taken = new Map<string, number>()

  const next = (request: HttpRequest): Scripted => {
    const key = `${request.method} ${request.url}`
    const scripted = script[key]
    const turn = taken.get(key) ?? 0
    taken.set(key, turn + 1)
    const found = scripted !== undefined && isList(scripted) ? scripted[turn] : scripted
    if (found === undefined) throw new Error(`not in the script: ${key}, time ${turn + 1}`)
    return found
  }

  const http: Http = (request, signal) => () => {
    const attempt = attemptOf(request)
    if (signal.aborted) return Promise.resolve(E.left({ name: 'Aborted', ...attempt }))
    requests.push(request)
    return new Promise((resolve, reject) => {
      const settle = (outcome: E.Either<HttpFailure, HttpResponse>) => {
        signal.removeEventListener('abort', abort)
        clock?.clearTimeout(timer)
        resolve(outcome)
      }
      const abort = () => settle(E.left({ name: 'Aborted', ...attempt }))
      const timeOut = () => settle(E.left({ name: 'TimedOut', ...attempt, after: request.timeout }))
      signal.addEventListener('abort', abort)
      const timer = clock?.setTimeout(timeOut, request.timeout)
      const answer = async () => {
        const found = await next(request)
        if ('hangs' in found) return
        if ('breaks' in found) {
          return settle(E.left({ name: 'Unreachable', ...attempt, code: found.breaks, cause: undefined }))
        }
        settle(E.right(responseTo(request, found)))
      }
      answer().catch(reject)
    })
  }
  return Object.assign(http, { requests, seen: () => requests.map(({ method, url }) => `${method} ${url}`) })
}
