import { isStranger } from '../accounts.ts'
import type { Application } from '../application.ts'
import { commandIn, hrefIn } from '../hrefs.ts'

const linksOf = (application: Application): object => {
  if (isStranger(application.account)) return {}
  return application.isAvailable
    ? {
        presence: { href: hrefIn(application, 'presence') },
        note: { href: hrefIn(application, 'note') },
        location: { href: hrefIn(application, 'location') },
        reportMyActivity: { href: commandIn(application, 'reportMyActivity') },
      }
    : { makeMeAvailable: { href: commandIn(application, 'makeMeAvailable') } }
}

export const representMe = (application: Application): object => ({
  name: application.account.name,
  uri: application.account.uri,
  emailAddresses: [application.account.address],
  _links: { self: { href: hrefIn(application, 'me') }, ...linksOf(application) },
  rel: 'me',
})

export const representPresence = (application: Application): object => ({
  availability: application.availability,
  _links: { self: { href: hrefIn(application, 'presence') } },
  rel: 'presence',
})

export const representNote = (application: Application): object => ({
  message: '',
  type: 'Personal',
  _links: { self: { href: hrefIn(application, 'note') } },
  rel: 'note',
})

export const representLocation = (application: Application): object => ({
  location: '',
  _links: { self: { href: hrefIn(application, 'location') } },
  rel: 'location',
})
