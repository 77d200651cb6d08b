import type { Application } from './application.ts'
import { hrefIn } from './hrefs.ts'
import { representCommunication } from './representation/communication.ts'
import { wireEvent } from './wireEvent.ts'

/** Tells an application what it supports from now on. */
export const announceCommunication = (application: Application): void => {
  const href = hrefIn(application, 'communication')
  const event = wireEvent({
    link: { rel: 'communication', href },
    _embedded: { communication: representCommunication(application) },
    type: 'updated',
  })
  application.channel.add({ sender: { rel: 'communication', href }, event }, 'medium')
}
