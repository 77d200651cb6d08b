import type { Application } from '../application.ts'
import { commandIn, hrefIn } from '../hrefs.ts'

export const representMe = (application: Application): object => ({
  name: application.account.name,
  uri: application.account.uri,
  emailAddresses: [application.account.address],
  _links: {
    self: { href: hrefIn(application, 'me') },
    ...(application.isAvailable
      ? {
          presence: { href: hrefIn(application, 'presence') },
          note: { href: hrefIn(application, 'note') },
          location: { href: hrefIn(application, 'location') },
          reportMyActivity: { href: commandIn(application, 'reportMyActivity') },
        }
      : { makeMeAvailable: { href: commandIn(application, 'makeMeAvailable') } }),
  },
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
