import type { EventPage } from '../protocol/event/eventPage.ts'
import type { Failure, Refused } from '../protocol/failure.ts'
import { resolveHref } from '../protocol/hypermedia.ts'
import type { Random } from '../seam/random.ts'
import { backoff, patiently, retryDelay } from '../transport/retryPolicy.ts'

/** Where an event channel is. A plain value: it can be kept, and gone on from. */
export interface Cursor {
  /** Absolute URL of the next request. A broken one is repeated as it is. */
  readonly url: string
  /** The server does not know the aggregation values yet, or has forgotten them. */
  readonly untold: boolean
  /** `self` of the last page handed on, absolute. */
  readonly seen: string | undefined
  /** Answers in a row that brought nothing to go on with. */
  readonly failures: number
  /** Milliseconds since 1970. */
  readonly failingSince: number | undefined
  /** 409 `PGetReplaced` in a row. */
  readonly replacements: number
  /** Pages in a row that were empty and came at once. */
  readonly hollow: number
}

export const startAt = (url: string): Cursor => ({
  url,
  untold: true,
  seen: undefined,
  failures: 0,
  failingSince: undefined,
  replacements: 0,
  hollow: 0,
})

/** A page, with the URL it came from, or why there is none. */
export type PollAnswer =
  | { readonly kind: 'page'; readonly page: EventPage; readonly url: string }
  | { readonly kind: 'failure'; readonly failure: Failure }

/** What to do after an answer. */
export type Step =
  | {
      readonly then: 'poll'
      readonly cursor: Cursor
      /** To be handed on, after the next request has gone out. */
      readonly page: EventPage | undefined
      readonly gap: 'resync' | 'resume' | undefined
      /** Milliseconds to let pass first, where a server answers at once with nothing. */
      readonly pause: number
    }
  | { readonly then: 'wait'; readonly cursor: Cursor; readonly ms: number; readonly cause: Failure }
  | { readonly then: 'replaced' }
  | { readonly then: 'gone'; readonly cause: Failure }

interface Moment {
  /** Milliseconds since 1970. */
  readonly now: number
  /** Milliseconds that the answer took. */
  readonly took: number
  readonly random: Random
}

/** The server ends an application that has not polled for this long. */
const patience = 15 * 60_000
const atOnce = 1_000
const hollowPagesAllowed = 3

const isReplacement = (failure: Failure): failure is Refused =>
  failure.name === 'Refused' && failure.status === 409 && failure.subcode === 'PGetReplaced'

/** An answer that makes no sense now and may later: a proxy's page, a cut body, a 409 of an application that starts. */
const isPassing = (failure: Failure): boolean =>
  failure.name === 'Unreadable' || (failure.name === 'Refused' && failure.status === 409)

const afterFailure = (cursor: Cursor, failure: Failure, { now, random }: Moment): Step => {
  const replacements = isReplacement(failure) ? cursor.replacements + 1 : 0
  // One may be our own repeated request overtaking itself; a second one after a pause is somebody else.
  if (replacements > 1) return { then: 'replaced' }
  const failures = cursor.failures + 1
  const failingSince = cursor.failingSince ?? now
  const ms = isPassing(failure)
    ? backoff(failures, random, patiently)
    : retryDelay({ failure, attempt: failures, method: 'GET', random, policy: patiently })
  if (ms === undefined || now - failingSince > patience) return { then: 'gone', cause: failure }
  return { then: 'wait', cursor: { ...cursor, failures, failingSince, replacements }, ms, cause: failure }
}

const afterPage = (cursor: Cursor, page: EventPage, url: string, { took, random }: Moment): Step => {
  const { rel, href } = page.onward
  const self = page.self === undefined ? cursor.url : resolveHref(page.self, url)
  const isRepeated = self === cursor.seen
  const isHollow = took < atOnce && (isRepeated || page.blocks.length + page.undecodable.length === 0)
  const hollow = isHollow ? cursor.hollow + 1 : 0
  return {
    then: 'poll',
    cursor: {
      ...startAt(resolveHref(href, url)),
      untold: rel !== 'next',
      seen: rel === 'resync' ? undefined : self,
      hollow,
    },
    page: isRepeated ? undefined : page,
    gap: rel === 'next' || isRepeated ? undefined : rel,
    pause: hollow > hollowPagesAllowed ? backoff(hollow - hollowPagesAllowed, random, patiently) : 0,
  }
}

/** Decides, once and in one place, what an answer of the event channel comes to. Pure. */
export const advance = (cursor: Cursor, answer: PollAnswer, moment: Moment): Step =>
  answer.kind === 'page'
    ? afterPage(cursor, answer.page, answer.url, moment)
    : afterFailure(cursor, answer.failure, moment)
