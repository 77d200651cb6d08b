import type { EventPage } from '../protocol/event/eventPage.ts'
import type { Failure, Refused } from '../protocol/failure.ts'
import type { Random } from '../seam/random.ts'
import { backoff, patiently, retryDelay } from '../transport/retryPolicy.ts'

/** Where an event channel is. A plain value: it can be kept, and gone on from. */
export interface Cursor {
  /** Absolute URL of the next request, without what `untold` adds. A broken one is repeated as it is. */
  readonly url: string
  /** The server does not know the aggregation values yet, or has forgotten them. */
  readonly untold: boolean
  /** `self` of the last page, absolute. After a `resync` nothing counts as seen. */
  readonly seen: string | undefined
  /** Answers in a row that were no page. */
  readonly failures: number
  /** When the first of them came, in milliseconds since 1970. */
  readonly failingSince: number | undefined
  /** 409 `PGetReplaced` in a row. */
  readonly replacements: number
  /** Pages in a row that came at once and brought nothing new. */
  readonly hollow: number
}

/** A channel of which nothing is known yet but its `events` link, absolute. */
export const startAt = (url: string): Cursor => ({
  url,
  untold: true,
  seen: undefined,
  failures: 0,
  failingSince: undefined,
  replacements: 0,
  hollow: 0,
})

/** A page with its own links as absolute URLs. */
export interface PolledPage {
  readonly kind: 'page'
  readonly page: EventPage
  /** Where it came from; the hrefs in it are relative to this. */
  readonly url: string
  readonly self: string | undefined
  readonly onward: string
}

/** A page, or why there is none. */
export type PollAnswer = PolledPage | { readonly kind: 'failure'; readonly failure: Failure }

/** What to do after an answer. */
export type Step =
  | {
      readonly then: 'poll'
      readonly cursor: Cursor
      /** To be handed on, after the next request has gone out. */
      readonly page: EventPage | undefined
      /** To be told before the page. */
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

/** What makes no sense now and may later: any 5xx, a 409 of an application that starts. */
const isPassing = (failure: Failure): boolean =>
  failure.name === 'Refused' && (failure.status === 409 || failure.status >= 500)

const delayAfter = (failure: Failure, failures: number, random: Random): number | undefined =>
  retryDelay({ failure, attempt: failures, method: 'GET', random, policy: patiently }) ??
  (isPassing(failure) ? backoff(failures, random, patiently) : undefined)

const afterFailure = (cursor: Cursor, failure: Failure, { now, random }: Moment): Step => {
  const replacements = isReplacement(failure) ? cursor.replacements + 1 : 0
  // One may be our own repeated request overtaking itself; a second one after a pause is somebody else.
  if (replacements > 1) return { then: 'replaced' }
  const failures = cursor.failures + 1
  // A clock that was set back must not prolong the patience.
  const failingSince = Math.min(cursor.failingSince ?? now, now)
  const ms = delayAfter(failure, failures, random)
  if (ms === undefined || now - failingSince > patience) return { then: 'gone', cause: failure }
  return { then: 'wait', cursor: { ...cursor, failures, failingSince, replacements }, ms, cause: failure }
}

const isEmpty = ({ blocks, undecodable }: EventPage): boolean =>
  undecodable.length === 0 && blocks.every(({ events }) => events.length === 0)

const afterPage = (cursor: Cursor, answer: PolledPage, { took, random }: Moment): Step => {
  const { page, onward } = answer
  const { rel } = page.onward
  const self = answer.self ?? cursor.url
  const isResync = rel === 'resync'
  const isRepeated = !isResync && self === cursor.seen
  const isHollow = took < atOnce && (isResync || isRepeated || isEmpty(page))
  const hollow = isHollow ? cursor.hollow + 1 : 0
  return {
    then: 'poll',
    cursor: { ...startAt(onward), untold: rel !== 'next', seen: isResync ? undefined : self, hollow },
    page: isRepeated ? undefined : page,
    gap: rel === 'next' || isRepeated ? undefined : rel,
    pause: hollow > hollowPagesAllowed ? backoff(hollow - hollowPagesAllowed, random, patiently) : 0,
  }
}

/** Decides, once and in one place, what an answer of the event channel comes to. Pure. */
export const advance = (cursor: Cursor, answer: PollAnswer, moment: Moment): Step =>
  answer.kind === 'page' ? afterPage(cursor, answer, moment) : afterFailure(cursor, answer.failure, moment)
