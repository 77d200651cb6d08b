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

/** The application as one of its instances sees it. */
export const representApplication = (application: Application, instanceId: string): object => {
  const { id, culture, userAgent, endpointId, channel } = application
  const query = instanceId === '' ? '' : `?instanceId=${encodeURIComponent(instanceId)}`
  const events = (channel.of(instanceId) ?? channel.newest())?.href()
  return {
    culture,
    userAgent,
    type: 'Browser',
    endpointId,
    ...(instanceId === '' ? {} : { instanceId }),
    id,
    _links: {
      self: { href: hrefIn(application, 'application') + query },
      policies: { href: hrefIn(application, 'policies') },
      batch: { href: commandIn(application, 'batch') },
      ...(events === undefined ? {} : { events: { href: events } }),
    },
    _embedded: {
      me: representMe(application),
      people: representPeople(application),
      onlineMeetings: representOnlineMeetings(application),
      communication: representCommunication(application),
    },
    rel: 'application',
  }
}
