import type { Application } from '../application.ts'
import { commandIn, hrefIn } from '../hrefs.ts'
import { representCommunication } from './communication.ts'
import { representMe } from './me.ts'
import { representPeople } from './people.ts'

export const representOnlineMeetings = (application: Application): object => ({
  _links: { self: { href: hrefIn(application, 'onlineMeetings') } },
  rel: 'onlineMeetings',
})

export const representPolicies = (application: Application): object => ({
  emoticons: 'Enabled',
  htmlMessaging: 'Enabled',
  messagingUrls: 'Enabled',
  _links: { self: { href: hrefIn(application, 'policies') } },
  rel: 'policies',
})

export const representApplication = (application: Application): object => ({
  culture: application.culture,
  userAgent: application.userAgent,
  type: 'Browser',
  endpointId: application.endpointId,
  id: application.id,
  _links: {
    self: { href: hrefIn(application, 'application') },
    policies: { href: hrefIn(application, 'policies') },
    batch: { href: commandIn(application, 'batch') },
    events: { href: application.channel.href() },
  },
  _embedded: {
    me: representMe(application),
    people: representPeople(application),
    onlineMeetings: representOnlineMeetings(application),
    communication: representCommunication(application),
  },
  rel: 'application',
})
