import { isStranger } from '../accounts.ts'
import type { Application } from '../application.ts'
import { commandIn, hrefIn } from '../hrefs.ts'
import type { Site } from '../site.ts'
import { appearanceOf } from '../appearance.ts'

const linksOf = (application: Application): object => {
  if (isStranger(application.account)) return {}
  return application.isAvailable
    ? {
        presence: { href: commandIn(application, 'presence') },
        note: { href: commandIn(application, 'note') },
        location: { href: commandIn(application, 'location') },
        reportMyActivity: { href: commandIn(application, 'reportMyActivity') },
      }
    : { makeMeAvailable: { href: commandIn(application, 'makeMeAvailable'), revision: '2' } }
}

export const representMe = (application: Application): object => ({
  name: application.account.name,
  uri: application.account.uri,
  emailAddresses: [application.account.address],
  _links: { self: { href: hrefIn(application, 'me') }, ...linksOf(application) },
  rel: 'me',
})

export const representPresence = (site: Site, application: Application): object => ({
  ...appearanceOf(site, application.account),
  _links: { self: { href: commandIn(application, 'presence') } },
  rel: 'presence',
})

export const representNote = (site: Site, application: Application): object => ({
  message: site.standings(application.account).note,
  type: 'Personal',
  _links: { self: { href: commandIn(application, 'note') } },
  rel: 'note',
})

export const representLocation = (site: Site, application: Application): object => ({
  location: site.standings(application.account).location,
  _links: { self: { href: commandIn(application, 'location') } },
  rel: 'location',
})
