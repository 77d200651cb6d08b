import type { Account } from './accounts.ts'
import type { Application } from './application.ts'
import { commandIn, contactHref, hrefIn, subscriptionHref } from './hrefs.ts'
import { representSubscription } from './representation/people.ts'
import type { Site } from './site.ts'
import { appearanceOf } from './appearance.ts'
import type { Subscription } from './subscriptions.ts'
import { wireEvent, type WireEvent } from './wireEvent.ts'

/*
 * What an application is told of its user and of the people she watches. None
 * of it has a body but the presenceSubscription itself, and none is urgent.
 */

const fromPeople = (application: Application, event: WireEvent): void =>
  void application.channel.add(
    { sender: { rel: 'people', href: hrefIn(application, 'people') }, event: wireEvent(event) },
    'medium',
  )

export const announceOwn = (
  application: Application,
  rel: 'me' | 'presence' | 'note' | 'location',
  type: 'added' | 'updated',
): void => {
  const href = rel === 'me' ? hrefIn(application, rel) : commandIn(application, rel)
  const event = wireEvent({ link: { rel, href }, type })
  application.channel.add({ sender: { rel: 'me', href: hrefIn(application, 'me') }, event }, 'medium')
}

const announceOfContact = (
  application: Application,
  account: Account,
  rel: 'contactPresence' | 'contactNote' | 'contactLocation',
): void =>
  fromPeople(application, {
    link: { rel, href: contactHref(application, account, rel) },
    in: { rel: 'contact', href: contactHref(application, account) },
    type: 'updated',
  })

/** Her own applications hear of it, and those that watch her. */
const announceChange = (
  site: Site,
  account: Account,
  rel: 'presence' | 'note' | 'location',
  contactRel: 'contactPresence' | 'contactNote' | 'contactLocation',
  newcomer?: Application,
): void => {
  for (const application of site.applications.of(account)) {
    if (application.isAvailable && application !== newcomer) announceOwn(application, rel, 'updated')
  }
  for (const watcher of site.subscriptions.watchers(account)) announceOfContact(watcher, account, contactRel)
}

export const announceNote = (site: Site, account: Account): void => announceChange(site, account, 'note', 'contactNote')

export const announceLocation = (site: Site, account: Account): void =>
  announceChange(site, account, 'location', 'contactLocation')

/**
 * Something happened that may have changed how a person appears; says so if it
 * has. A newcomer has just been told that there is a presence.
 */
export const announcePresence = (site: Site, account: Account, newcomer?: Application): void => {
  const standing = site.standings(account)
  const { availability, activity = '' } = appearanceOf(site, account)
  const now = `${availability} ${activity}`.trim()
  if (now === standing.told) return
  standing.told = now
  announceChange(site, account, 'presence', 'contactPresence', newcomer)
}

const announceSubscription = (subscription: Subscription, type: 'added' | 'deleted'): void => {
  const { application } = subscription
  fromPeople(application, {
    link: { rel: 'presenceSubscription', href: subscriptionHref(application, subscription) },
    ...(type === 'added' ? { _embedded: { presenceSubscription: representSubscription(subscription) } } : {}),
    type,
  })
}

const announceSubscribed = (application: Application, account: Account, type: 'added' | 'deleted'): void =>
  fromPeople(application, {
    link: { rel: 'contact', href: contactHref(application, account) },
    in: { rel: 'subscribedContacts', href: hrefIn(application, 'subscribedContacts') },
    type,
  })

/** `fresh` are those whom no other subscription of the application has. */
export const announceSubscribing = (subscription: Subscription, fresh: readonly Account[]): void => {
  const { application, accounts } = subscription
  announceSubscription(subscription, 'added')
  for (const account of fresh) announceSubscribed(application, account, 'added')
  for (const account of accounts) announceOfContact(application, account, 'contactPresence')
}

/** `dropped` are those whom no other subscription of the application has. */
export const announceUnsubscribing = (subscription: Subscription, dropped: readonly Account[]): void => {
  for (const account of dropped) announceSubscribed(subscription.application, account, 'deleted')
  announceSubscription(subscription, 'deleted')
}
