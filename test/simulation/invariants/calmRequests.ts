import type { HttpRequest } from '../../../src/index.ts'
import type { Invariant } from './invariant.ts'

/** What the library posts by itself. All other POSTs are commands of the user, as many as she gives. */
const ownPosts: ReadonlySet<string> = new Set([
  'applications',
  'makeMeAvailable',
  'reportMyActivity',
  'token',
  'batch',
  'presenceSubscriptions',
])

const isOwn = ({ method, operation }: HttpRequest): boolean => method === 'GET' || ownPosts.has(operation)

/**
 * A P-GET has no answer for as long as nothing happens, so what a page asks for goes out beside it. Signing in gives up
 * what was being read, and tokens are had elsewhere.
 */
const aside: ReadonlySet<string> = new Set(['events', 'token', 'applications'])

const lineOf = ({ operation }: HttpRequest): string => (aside.has(operation) ? operation : 'reads')

/** A refusal of one resource is an answer of a server that works. */
const isFailure = (outcome: number | string): boolean =>
  typeof outcome === 'string' || outcome >= 500 || [401, 403, 408, 429].includes(outcome)

const together = 500
const failingFor = 60_000
const mostWhileFailing = 20

interface Open {
  readonly party: string
  readonly request: HttpRequest
  readonly at: number
  /** Answers that the client had then. */
  readonly answers: number
}

/**
 * Of what no user gives as a command, no client makes more than one request in
 * any 500 ms without an answer between: one that reads or says how she is, one
 * P-GET, one for a token, one for an application.
 * What is given up, because something has made it idle, is waited for no more, nor is what went out before the
 * clock was set: for whoever reads it, that time is over.
 * No more than 20 are made in any 60 s in which every answer is a failure.
 */
export const calmRequests: Invariant = {
  name: 'calmRequests',
  watch: (violated) => {
    let now = 0
    const open = new Map<number, Open>()
    const answers = new Map<string, number>()
    /** Of each client, when it asked what has failed since the last answer that was no failure. */
    const failed = new Map<string, number[]>()
    const tooSoonAfter = ({ party, request }: Open) =>
      [...open.values()].find(
        (other) =>
          other.party === party &&
          now - other.at < together &&
          other.answers === (answers.get(party) ?? 0) &&
          lineOf(other.request) === lineOf(request),
      )
    return {
      tick: (at) => {
        now = at
      },
      hear: (happening) => {
        if (happening.kind === 'fault' && happening.name === 'clockJump') {
          const device = happening.about.split(' ', 1).join()
          for (const [id, one] of open) {
            if (one.party.startsWith(`${device}#`)) open.set(id, { ...one, at: one.at - together })
          }
        }
        if (happening.kind === 'asked') {
          const { party, id, request } = happening
          if (!isOwn(request)) return
          const mine: Open = { party, request, at: now, answers: answers.get(party) ?? 0 }
          const other = tooSoonAfter(mine)
          if (other !== undefined) {
            violated(
              `${party} asks ${request.operation} ${now - other.at} ms after ${other.request.operation}, which has no answer`,
            )
          }
          open.set(id, mine)
        }
        if (happening.kind === 'answered') {
          const { id, party, outcome } = happening
          const request = open.get(id)
          open.delete(id)
          if (outcome !== 'Aborted') answers.set(party, (answers.get(party) ?? 0) + 1)
          if (request === undefined || outcome === 'Aborted') return
          if (!isFailure(outcome)) return void failed.delete(party)
          const recent = (failed.get(party) ?? []).filter((at) => now - at < failingFor)
          recent.push(request.at)
          failed.set(party, recent)
          if (recent.length > mostWhileFailing) {
            violated(`${party} makes ${recent.length} requests in 60 s that all fail`)
          }
        }
      },
    }
  },
}
