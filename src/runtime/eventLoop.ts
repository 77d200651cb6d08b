import { defer, filter, finalize, Subject, tap, type Observable } from 'rxjs'
import type { ChannelSignal } from '../../machines/eventChannelMachine.ts'
import type { Aggregation } from '../channel/aggregation.ts'
import { startAt, type Cursor } from '../channel/cursor.ts'
import { eventChannel } from '../channel/eventChannel.ts'
import type { Signal } from '../channel/signal.ts'
import type { UndecodableEvent } from '../protocol/event/eventPage.ts'
import type { Clock } from '../seam/clock.ts'
import type { Random } from '../seam/random.ts'
import type { Exchange } from '../transport/exchange.ts'
import type { Pages } from './pages.ts'
import type { Silence } from './silence.ts'

interface Surroundings {
  readonly exchange: Exchange
  readonly clock: Clock
  readonly random: Random
  readonly aggregation: Aggregation
  readonly pages: Pages
  readonly silence: Silence
  readonly undecodable: (event: UndecodableEvent) => void
  /** Everything before this place has been handed out. */
  readonly handedOut: (next: string) => void
}

/** Runs the event channel and remembers where it is, so that a suspended one goes on with the very next page. */
export interface EventLoop {
  /** Cold: polls while subscribed. Signals only: pages go to `pages`. Completes when the channel ends; never errors. */
  readonly signals: (events: string) => Observable<ChannelSignal>
  /** Begins there, where another client has stopped. */
  readonly goOn: (events: string, next: string) => void
  /** The machine was away: the next request goes out now. */
  readonly wake: () => void
  /** This side has let go of the application. Should it be there still, no page of it comes twice. */
  readonly letGo: () => void
  /** The application is gone or was made anew, and with it the place in its channel: its pages may be named as before. */
  readonly forget: () => void
}

const isForChart = (signal: Signal): signal is Exclude<Signal, { readonly type: 'channel.page' }> =>
  signal.type !== 'channel.page'

export const createEventLoop = (s: Surroundings): EventLoop => {
  const wake$ = new Subject<void>()
  let place: { readonly events: string; readonly cursor: Cursor } | undefined
  /** The last page of an application that was let go of. */
  let seen: string | undefined

  const whereToBegin = (events: string): Cursor =>
    place?.events === events ? place.cursor : { ...startAt(events), seen }

  const follow = (events: string, signal: Signal): void => {
    switch (signal.type) {
      case 'channel.page':
        place = { events, cursor: signal.cursor }
        for (const event of signal.page.undecodable) s.undecodable(event)
        s.pages.take(signal.page, () => s.handedOut(signal.cursor.url))
        return
      case 'channel.gap':
        s.pages.gap(signal.cause)
        return
      case 'channel.polling':
        s.silence.channelIs(true)
        return
      case 'channel.backingOff':
        s.silence.channelIs(false)
    }
  }

  return {
    signals: (events) =>
      defer(() => {
        s.silence.channelIs(true)
        return eventChannel({ ...s, from: whereToBegin(events), wake$ })
      }).pipe(
        tap((signal) => follow(events, signal)),
        filter(isForChart),
        finalize(() => s.silence.channelIs(false)),
      ),
    goOn: (events, next) => {
      place = { events, cursor: startAt(next) }
    },
    wake: () => wake$.next(),
    letGo: () => {
      seen = place?.cursor.seen ?? seen
      place = undefined
    },
    forget: () => {
      place = seen = undefined
    },
  }
}
