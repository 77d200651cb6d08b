import { Observable } from 'rxjs'
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
}

/**
 * The event channel: one P-GET at a time, for as long as somebody is subscribed.
 *
 * Cold: every subscription polls, so subscribe once. Replays nothing. The next
 * request goes out before a page is handed on; pages come one after another, a
 * page seen before does not come again, and a broken request is repeated with
 * the same URL. Completes after `channel.replaced` or `channel.gone`; errors
 * only with what a defect of ours threw. Unsubscribing aborts the parked
 * request.
 */
export const eventChannel = ({ exchange, clock, random, aggregation, from }: EventChannelOptions): Observable<Signal> =>
  new Observable<Signal>((subscriber) => {
    const life = new AbortController()
    let cursor = from
    let timer: Timer = undefined

    const poll = (): void => {
      const askedAt = clock.now()
      pendingGet(exchange, cursor, aggregation, life.signal)
        .then((answer) => {
          if (!life.signal.aborted) handle(answer, clock.now() - askedAt)
        })
        .catch((defect: unknown) => subscriber.error(defect))
    }

    const pollAfter = (ms: number): void => {
      timer = clock.setTimeout(poll, ms)
    }

    const handle = (answer: PollAnswer, took: number): void => {
      const now = clock.now()
      const step = advance(cursor, answer, { now, took, random })
      switch (step.then) {
        case 'poll': {
          const hadFailed = cursor.failures > 0
          cursor = step.cursor
          if (step.pause > 0) pollAfter(step.pause)
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
          pollAfter(step.ms)
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
    return () => {
      clock.clearTimeout(timer)
      life.abort()
    }
  })
