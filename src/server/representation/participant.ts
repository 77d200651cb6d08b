import { isStranger } from '../accounts.ts'
import type { Application } from '../application.ts'
import type { Leg } from '../call.ts'
import { contactHref, hrefIn, hrefUnder, participantCommand, participantHref } from '../hrefs.ts'
import { isOrganizer, managing } from '../meeting.ts'

/** What only those are who are in a meeting. */
const inMeeting = (who: Leg): object => {
  const { meeting } = who.call
  if (meeting === undefined) return {}
  return { inLobby: who.state === 'InLobby', organizer: isOrganizer(meeting, who), role: who.role }
}

/** Somebody in the conversation that `leg` shows; `who` may be this side itself. */
export const representParticipant = (application: Application, leg: Leg, who: Leg): object => {
  const isAnonymous = isStranger(who.seat.account)
  return {
    sourceNetwork: isAnonymous ? 'Everyone' : 'SameEnterprise',
    anonymous: isAnonymous,
    local: who === leg,
    name: who.name,
    uri: who.seat.account.uri,
    ...inMeeting(who),
    _links: {
      self: { href: participantHref(application, leg, who) },
      conversation: { href: hrefUnder(application, leg, 'conversation') },
      ...(who === leg ? { me: { href: hrefIn(application, 'me') } } : {}),
      ...(who === leg || isAnonymous
        ? {}
        : {
            contact: { href: contactHref(application, who.seat.account) },
            contactPresence: { href: contactHref(application, who.seat.account, 'contactPresence') },
          }),
      ...(leg.messaging === 'Connected' && who.messaging === 'Connected'
        ? { participantMessaging: { href: participantHref(application, leg, who, 'participantMessaging') } }
        : {}),
      ...Object.fromEntries(
        managing(leg, who).map((rel) => [rel, { href: participantCommand(application, leg, who, rel) }]),
      ),
    },
    rel: 'participant',
  }
}

export const representParticipantMessaging = (application: Application, leg: Leg, who: Leg): object => ({
  _links: {
    self: { href: participantHref(application, leg, who, 'participantMessaging') },
    participant: { href: participantHref(application, leg, who), title: who.name },
  },
  rel: 'participantMessaging',
})

export const representParticipants = (application: Application, leg: Leg): object => ({
  _links: {
    self: { href: hrefUnder(application, leg, 'participants') },
    participant: [...leg.roster].map((who) => ({
      href: participantHref(application, leg, who),
      title: who.name,
    })),
  },
  rel: 'participants',
})

export const representTypingParticipants = (application: Application, leg: Leg): object => ({
  _links: {
    self: { href: hrefUnder(application, leg, 'typingParticipants') },
    participant: [...leg.roster]
      .filter((who) => who.stopTyping !== undefined)
      .map((who) => ({ href: participantHref(application, leg, who), title: who.name })),
  },
  rel: 'typingParticipants',
})
