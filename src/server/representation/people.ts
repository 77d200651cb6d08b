import { encodeDate } from '../../protocol/date.ts'
import { type Account, isStranger } from '../accounts.ts'
import type { Application } from '../application.ts'
import { commandIn, contactHref, hrefIn, subscriptionHref } from '../hrefs.ts'
import type { Site } from '../site.ts'
import { appearanceOf } from '../appearance.ts'
import type { Subscription } from '../subscriptions.ts'

export const representPeople = (application: Application): object => ({
  _links: {
    self: { href: hrefIn(application, 'people') },
    ...(isStranger(application.account)
      ? {}
      : {
          myContacts: { href: hrefIn(application, 'myContacts') },
          presenceSubscriptions: { href: commandIn(application, 'presenceSubscriptions') },
          subscribedContacts: { href: hrefIn(application, 'subscribedContacts') },
          search: { href: hrefIn(application, 'search'), revision: '2' },
        }),
  },
  rel: 'people',
})

export const representContact = (application: Application, account: Account): object => ({
  name: account.name,
  uri: account.uri,
  type: 'User',
  sourceNetwork: 'SameEnterprise',
  emailAddresses: [account.address],
  _links: {
    self: { href: contactHref(application, account) },
    contactPresence: { href: contactHref(application, account, 'contactPresence') },
    contactLocation: { href: contactHref(application, account, 'contactLocation') },
    contactNote: { href: contactHref(application, account, 'contactNote') },
  },
  rel: 'contact',
})

export const representContactPresence = (application: Application, account: Account, site: Site): object => {
  const appearance = appearanceOf(site, account)
  const { lastActive } = site.standings(account)
  const isOffline = appearance.availability === 'Offline'
  return {
    ...appearance,
    deviceType: isOffline ? 'Unknown' : 'Web',
    ...(isOffline && lastActive !== undefined ? { lastActive: encodeDate(new Date(lastActive)) } : {}),
    _links: { self: { href: contactHref(application, account, 'contactPresence') } },
    rel: 'contactPresence',
  }
}

export const representContactNote = (application: Application, account: Account, site: Site): object => ({
  message: site.standings(account).note,
  type: 'Personal',
  _links: { self: { href: contactHref(application, account, 'contactNote') } },
  rel: 'contactNote',
})

export const representContactLocation = (application: Application, account: Account, site: Site): object => ({
  location: site.standings(account).location,
  _links: { self: { href: contactHref(application, account, 'contactLocation') } },
  rel: 'contactLocation',
})

export const representMyContacts = (application: Application, accounts: readonly Account[]): object => ({
  _links: { self: { href: hrefIn(application, 'myContacts') } },
  _embedded: {
    contact: accounts
      .filter((account) => account !== application.account)
      .map((account) => representContact(application, account)),
  },
  rel: 'myContacts',
})

/** What was asked for, as the query of a search. */
export interface Sought {
  readonly query?: string | null
  readonly mail?: string | null
  readonly limit: number
}

const searchHref = (application: Application, sought: Sought): string => {
  const given = Object.entries(sought).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [`${name}=${encodeURIComponent(String(value))}`],
  )
  return `${hrefIn(application, 'search')}?${given.join('&')}`
}

export const representSearch = (application: Application, found: readonly Account[], sought: Sought): object => ({
  moreResultsAvailable: found.length > sought.limit,
  _links: { self: { href: searchHref(application, sought) } },
  _embedded: { contact: found.slice(0, sought.limit).map((account) => representContact(application, account)) },
  rel: 'search',
})

export const representSubscribedContacts = (application: Application, accounts: readonly Account[]): object => ({
  _links: {
    self: { href: hrefIn(application, 'subscribedContacts') },
    contact: accounts.map((account) => ({ href: contactHref(application, account) })),
  },
  rel: 'subscribedContacts',
})

export const representSubscription = (subscription: Subscription): object => ({
  id: subscription.id,
  _links: { self: { href: subscriptionHref(subscription.application, subscription) } },
  rel: 'presenceSubscription',
})

export const representSubscriptions = (application: Application, subscriptions: readonly Subscription[]): object => ({
  _links: { self: { href: commandIn(application, 'presenceSubscriptions') } },
  _embedded: { presenceSubscription: subscriptions.map(representSubscription) },
  rel: 'presenceSubscriptions',
})
