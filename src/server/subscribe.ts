import { identifier } from '../seam/random.ts'
import type { Account } from './accounts.ts'
import { announceSubscribing, announceUnsubscribing } from './announcePeople.ts'
import type { Application } from './application.ts'
import type { Site } from './site.ts'
import type { Subscription } from './subscriptions.ts'

const forget = (site: Site, subscription: Subscription): void => {
  subscription.cancelEnd()
  site.subscriptions.remove(subscription)
}

export const unsubscribe = (site: Site, subscription: Subscription): void => {
  forget(site, subscription)
  const others = site.subscriptions.subjects(subscription.application)
  announceUnsubscribing(
    subscription,
    [...subscription.accounts].filter((account) => !others.has(account)),
  )
}

/** It lasts so many minutes from now on. */
export const extend = (site: Site, subscription: Subscription, minutes: number): void => {
  subscription.cancelEnd()
  subscription.cancelEnd = site.timers.after(minutes * 60_000, () => unsubscribe(site, subscription))
}

export const subscribe = (
  site: Site,
  application: Application,
  people: readonly Account[],
  minutes: number,
): Subscription => {
  const before = site.subscriptions.subjects(application)
  const subscription: Subscription = {
    id: identifier(site.random).slice(0, 8),
    application,
    accounts: new Set(people),
    cancelEnd: () => undefined,
  }
  site.subscriptions.add(subscription)
  extend(site, subscription, minutes)
  announceSubscribing(
    subscription,
    [...subscription.accounts].filter((account) => !before.has(account)),
  )
  return subscription
}

/** As when the application goes: nobody is told. */
export const dropSubscriptions = (site: Site, application: Application): void => {
  for (const subscription of site.subscriptions.of(application)) forget(site, subscription)
}
