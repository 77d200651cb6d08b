import { Observable } from 'rxjs'
import type { Failure } from '../protocol/failure.ts'
import type { Clock, Timer } from '../seam/clock.ts'
import type { Random } from '../seam/random.ts'
import type { Exchange } from '../transport/exchange.ts'
import type { Aggregation } from './aggregation.ts'
import { advance, type Cursor, type PollAnswer } from './cursor.ts'
import { pendingGet } from './pendingGet.ts'
import type { Signal } from './signal.ts'

export interface EventChannelOptions {
  readonly exchange: Exchange
  readonly clock: Clock
  readonly random: Random
  readonly aggregation: Aggregation
  /** Where to begin: `startAt` the `events` link, or the cursor of the last page. */
  readonly from: Cursor
  /** The machine was away: what hangs may hang for ever, and what waits need not. */
  readonly wake$: Observable<void>
}

/** Milliseconds: a request that is younger was sent after whatever has happened. */
const fresh = 1_000

/** A pause that the server asked for is kept. */
const isOurs = (cause: Failure): boolean => cause.name !== 'Refused' || cause.retryAfter === undefined

/**
 * The event channel: one P-GET at a time, for as long as somebody is subscribed.
 *
 * Cold: every subscription polls, so subscribe once. Replays nothing. The next
 * request goes out before a page is handed on; pages come one after another, a
 * page seen before does not come again, and a broken request is repeated with
 * the same URL. Completes after `channel.replaced` or `channel.gone`; errors
 * only with what a defect of ours threw. Unsubscribing aborts the parked
 * request. On waking, a parked request is given up and repeated at once, and a
 * pause of ours ends.
 */
export const eventChannel = ({
  exchange,
  clock,
  random,
  aggregation,
  from,
  wake$,
}: EventChannelOptions): Observable<Signal> =>
  new Observable<Signal>((subscriber) => {
    let cursor = from
    let timer: Timer = undefined
    /** Undefined while none is. */
    let parked: AbortController | undefined
    let askedAt = 0
    /** Why the next request waits, where it does. */
    let setback: Failure | undefined

    const poll = (): void => {
      const mine = new AbortController()
      const sentAt = clock.now()
      parked = mine
      askedAt = sentAt
      setback = undefined
      pendingGet(exchange, cursor, aggregation, mine.signal)
        .then((answer) => {
          if (!mine.signal.aborted) handle(answer, clock.now() - sentAt)
        })
        .catch((defect: unknown) => subscriber.error(defect))
    }

    const after = (ms: number, next: () => void): void => {
      clock.clearTimeout(timer)
      timer = clock.setTimeout(next, ms)
    }

    const repeat = (): void => {
      poll()
      subscriber.next({ type: 'channel.repeating' })
    }

    const wake = (): void => {
      const now = clock.now()
      if (setback !== undefined) {
        if (!isOurs(setback)) return
        clock.clearTimeout(timer)
        repeat()
      } else if (parked !== undefined && (now < askedAt || now - askedAt >= fresh)) {
        parked.abort()
        poll()
      }
    }

    const handle = (answer: PollAnswer, took: number): void => {
      parked = undefined
      const now = clock.now()
      const step = advance(cursor, answer, { now, took, random })
      switch (step.then) {
        case 'poll': {
          const hadFailed = cursor.failures > 0
          cursor = step.cursor
          if (step.pause > 0) after(step.pause, poll)
          else poll()
          if (hadFailed) subscriber.next({ type: 'channel.polling' })
          if (step.gap !== undefined) subscriber.next({ type: 'channel.gap', cause: step.gap })
          if (step.page !== undefined && answer.kind === 'page') {
            subscriber.next({ type: 'channel.page', page: step.page, url: answer.url, cursor })
          }
          return
        }
        case 'wait':
          cursor = step.cursor
          setback = step.cause
          after(step.ms, repeat)
          subscriber.next({
            type: 'channel.backingOff',
            attempt: cursor.failures,
            retryAt: now + step.ms,
            cause: step.cause,
          })
          return
        case 'replaced':
          subscriber.next({ type: 'channel.replaced' })
          subscriber.complete()
          return
        case 'gone':
          subscriber.next({ type: 'channel.gone', cause: step.cause })
          subscriber.complete()
      }
    }

    poll()
    const waking = wake$.subscribe(wake)
    return () => {
      waking.unsubscribe()
      clock.clearTimeout(timer)
      parked?.abort()
    }
  })
