import { isStranger, type Account } from '../accounts.ts'
import type { Application } from '../application.ts'
import { contactHref, hrefIn } from '../hrefs.ts'

export const representPeople = (application: Application): object => ({
  _links: {
    self: { href: hrefIn(application, 'people') },
    ...(isStranger(application.account) ? {} : { myContacts: { href: hrefIn(application, 'myContacts') } }),
  },
  rel: 'people',
})

export const representContact = (application: Application, account: Account): object => ({
  name: account.name,
  uri: account.uri,
  type: 'User',
  sourceNetwork: 'SameEnterprise',
  emailAddresses: [account.address],
  _links: { self: { href: contactHref(application, account) } },
  rel: 'contact',
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
