import { NEVER, type Observable } from 'rxjs'
import type { Aggregation } from '../../src/channel/aggregation.ts'
import { startAt, type Cursor } from '../../src/channel/cursor.ts'
import { eventChannel } from '../../src/channel/eventChannel.ts'
import type { Signal } from '../../src/channel/signal.ts'
import { json } from '../../src/protocol/format.ts'
import type { Clock } from '../../src/seam/clock.ts'
import type { Random } from '../../src/seam/random.ts'
import type { Credentials } from '../../src/transport/credentials.ts'
import { createExchange } from '../../src/transport/exchange.ts'
import { resource, type Reply } from '../support/fakeHttp.ts'
import { virtualClock } from '../support/virtualClock.ts'
import { parkingHttp } from './parkingHttp.ts'

/** URL of the request for a page. */
export const urlOf = (ack: number): string => `https://pool.contoso.com/ucwa/events?ack=${ack}`

export const hrefOf = (ack: number): string => `/ucwa/events?ack=${ack}`

/** One conversation was added, so the page is not empty. */
export const added = (name: string) => ({
  rel: 'communication',
  href: '/ucwa/communication',
  events: [{ link: { rel: 'conversation', href: `/ucwa/conversations/${name}` }, type: 'added' }],
})

/** The answer to `ack`, with one event unless told; `rel` is the link to the page behind it. */
export const pageAt = (
  ack: number,
  rel: 'next' | 'resume' | 'resync' = 'next',
  sender: unknown = [added('a')],
): Reply => resource({ _links: { self: { href: hrefOf(ack) }, [rel]: { href: hrefOf(ack + 1) } }, sender })

export const emptyAt = (ack: number): Reply => pageAt(ack, 'next', [])

/** A signal in a word; pages by their self. */
export const inBrief = (signal: Signal): string => {
  switch (signal.type) {
    case 'channel.page':
      return `page ${signal.page.self ?? 'without self'}`
    case 'channel.gap':
      return `gap ${signal.cause}`
    case 'channel.backingOff':
      return `backingOff ${signal.attempt}`
    case 'channel.gone':
      return `gone ${signal.cause.name}`
    default:
      return signal.type.replace('channel.', '')
  }
}

interface Options {
  readonly aggregation?: Aggregation
  readonly from?: Cursor
  readonly random?: Random
  readonly credentials?: Credentials
  readonly wake$?: Observable<void>
  /** The clock of the machine that polls, where it shows another time. */
  readonly clockOf?: (clock: Clock) => Clock
}

/** A channel over parked requests, on a virtual clock. Nobody listens yet. */
export const channelOf = (options: Options = {}) => {
  const { aggregation = {}, from = startAt(urlOf(1)), random = () => 0.5, wake$ = NEVER, clockOf } = options
  const clock = virtualClock()
  const near = clockOf?.(clock) ?? clock
  const http = parkingHttp(clock)
  const exchange = createExchange({ http, format: json(), clock, credentials: options.credentials })
  return { clock, http, channel: eventChannel({ exchange, clock: near, random, aggregation, from, wake$ }) }
}

/** The same, with one subscriber who notes everything. */
export const listening = (options: Options = {}) => {
  const parts = channelOf(options)
  const signals: Signal[] = []
  const ending: string[] = []
  const subscription = parts.channel.subscribe({
    next: (signal) => signals.push(signal),
    error: (error: unknown) => ending.push(String(error)),
    complete: () => ending.push('complete'),
  })
  return { ...parts, signals, ending, subscription, brief: () => signals.map(inBrief) }
}
