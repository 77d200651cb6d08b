import { config, type Observable, type Subscription } from 'rxjs'
import type { Clock } from '../../../src/seam/clock.ts'
import type { Chance } from '../chance.ts'

/** Faults of those who subscribe. */
export const subscriberFaults = ['slowSubscriber', 'throwingSubscriber'] as const

export type SubscriberFault = (typeof subscriberFaults)[number]

const clumsiness = new Error('a subscriber throws')

/** Subscribes, at once or late, beside somebody who throws at every value or not. */
export const clumsily =
  (clock: Clock, chance: Chance, may: (fault: SubscriberFault) => boolean) =>
  <T>(source: Observable<T>, next: (value: T) => void, keep: (subscription: Subscription) => void): void => {
    const isSlow = chance.happens(0.1) && may('slowSubscriber')
    const hasClumsyNeighbour = chance.happens(0.05) && may('throwingSubscriber')
    const delay = chance.between(0, 20_000)
    const subscribe = () => {
      keep(source.subscribe(next))
      if (hasClumsyNeighbour) {
        keep(
          source.subscribe(() => {
            throw clumsiness
          }),
        )
      }
    }
    if (isSlow) clock.setTimeout(subscribe, delay)
    else subscribe()
  }

/** Lets subscribers throw while a session lasts: RxJS reports by a timer of the platform. */
export const sufferSubscribers = (): (() => Promise<void>) => {
  const { onUnhandledError } = config
  config.onUnhandledError = (error) => {
    if (error !== clumsiness) throw error
  }
  return async () => {
    await new Promise((resolve) => setTimeout(resolve))
    config.onUnhandledError = onUnhandledError
  }
}
