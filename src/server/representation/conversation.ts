import type { Application } from '../application.ts'
import type { Leg } from '../call.ts'
import { hrefUnder, participantHref } from '../hrefs.ts'

const activeModalities = (leg: Leg): readonly string[] =>
  leg.state === 'Incoming' || (leg.messaging === 'Connected' && leg.state === 'Connected') ? ['Messaging'] : []

export const representConversation = (application: Application, leg: Leg): object => ({
  state: leg.state,
  threadId: leg.call.threadId,
  subject: leg.call.subject,
  activeModalities: activeModalities(leg),
  importance: leg.call.importance,
  recording: false,
  _links: {
    self: { href: hrefUnder(application, leg, 'conversation') },
    messaging: { href: hrefUnder(application, leg, 'messaging') },
    ...(leg.state === 'Connected'
      ? {
          localParticipant: { href: participantHref(application, leg, leg), title: leg.seat.account.name },
          participants: { href: hrefUnder(application, leg, 'participants') },
        }
      : {}),
  },
  rel: 'conversation',
})
