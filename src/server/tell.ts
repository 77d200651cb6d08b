import type { Application } from './application.ts'
import type { Leg } from './call.ts'
import type { Entry, Sender } from './eventQueue.ts'
import { hrefIn, hrefUnder } from './hrefs.ts'
import { wireEvent, type WireEvent } from './wireEvent.ts'

const communication = (application: Application): Sender => ({
  rel: 'communication',
  href: hrefIn(application, 'communication'),
})

const conversation = (application: Application, leg: Leg): Sender => ({
  rel: 'conversation',
  href: hrefUnder(application, leg, 'conversation'),
})

const eventFor = (application: Application, make: Make): WireEvent => {
  const event = make(application)
  return wireEvent(event, { withBody: !application.bodilessEvents.has(event.link.rel) })
}

type Make = (application: Application) => WireEvent

/** Tells a leg's application of something as its communication. A leg that is a puppet's is told nothing. */
export const tellAsCommunication = (leg: Leg, make: Make): void => {
  const { seat } = leg
  if (seat.kind === 'puppet') return
  seat.channel.add({ sender: communication(seat), event: eventFor(seat, make) }, 'high')
}

/** The same as its conversation. `released` runs when the event has gone out. */
export const tellAsConversation = (leg: Leg, make: Make, released?: () => void): Entry | undefined => {
  const { seat } = leg
  if (seat.kind === 'puppet') return undefined
  return seat.channel.add({ sender: conversation(seat, leg), event: eventFor(seat, make) }, 'high', released)
}
