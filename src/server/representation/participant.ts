import type { Application } from '../application.ts'
import type { Leg } from '../call.ts'
import { contactHref, hrefIn, hrefUnder, participantHref } from '../hrefs.ts'

/** Somebody in the conversation that `leg` shows; `who` may be this side itself. */
export const representParticipant = (application: Application, leg: Leg, who: Leg): object => ({
  sourceNetwork: 'SameEnterprise',
  anonymous: false,
  local: who === leg,
  name: who.seat.account.name,
  uri: who.seat.account.uri,
  _links: {
    self: { href: participantHref(application, leg, who) },
    conversation: { href: hrefUnder(application, leg, 'conversation') },
    ...(who === leg
      ? { me: { href: hrefIn(application, 'me') } }
      : { contact: { href: contactHref(application, who.seat.account) } }),
    ...(leg.messaging === 'Connected' && who.messaging === 'Connected'
      ? { participantMessaging: { href: participantHref(application, leg, who, 'participantMessaging') } }
      : {}),
  },
  rel: 'participant',
})

export const representParticipantMessaging = (application: Application, leg: Leg, who: Leg): object => ({
  _links: {
    self: { href: participantHref(application, leg, who, 'participantMessaging') },
    participant: { href: participantHref(application, leg, who), title: who.seat.account.name },
  },
  rel: 'participantMessaging',
})

export const representParticipants = (application: Application, leg: Leg): object => ({
  _links: {
    self: { href: hrefUnder(application, leg, 'participants') },
    participant: [...leg.roster].map((who) => ({
      href: participantHref(application, leg, who),
      title: who.seat.account.name,
    })),
  },
  rel: 'participants',
})

export const representTypingParticipants = (application: Application, leg: Leg): object => ({
  _links: {
    self: { href: hrefUnder(application, leg, 'typingParticipants') },
    participant: [...leg.roster]
      .filter((who) => who.stopTyping !== undefined)
      .map((who) => ({ href: participantHref(application, leg, who), title: who.seat.account.name })),
  },
  rel: 'typingParticipants',
})
