import type { Leg, Meeting } from './call.ts'
import { hrefUnder, participantHref } from './hrefs.ts'
import { representOnlineMeeting } from './representation/onlineMeeting.ts'
import { representParticipant } from './representation/participant.ts'
import { tellAsConversation } from './tell.ts'

/** Somebody comes into one of the collections of a meeting, goes from it, or has changed in it. */
export const announceIn = (
  leg: Leg,
  who: Leg,
  collection: 'leaders' | 'attendees' | 'lobby',
  type: 'added' | 'deleted',
): void =>
  void tellAsConversation(leg, (application) => ({
    link: { rel: 'participant', href: participantHref(application, leg, who), title: who.name },
    in: { rel: collection, href: hrefUnder(application, leg, collection) },
    ...(type === 'deleted' ? {} : { _embedded: { participant: representParticipant(application, leg, who) } }),
    type,
  }))

export const announceOnlineMeeting = (leg: Leg, meeting: Meeting): void =>
  void tellAsConversation(leg, (application) => ({
    link: { rel: 'onlineMeeting', href: hrefUnder(application, leg, 'onlineMeeting') },
    in: { rel: 'conversation', href: hrefUnder(application, leg, 'conversation') },
    _embedded: { onlineMeeting: representOnlineMeeting(application, leg, meeting) },
    type: 'added',
  }))

/** What somebody is, or what may be done with her, has changed. */
export const announceParticipantChanged = (leg: Leg, who: Leg): void =>
  void tellAsConversation(leg, (application) => ({
    link: { rel: 'participant', href: participantHref(application, leg, who), title: who.name },
    _embedded: { participant: representParticipant(application, leg, who) },
    type: 'updated',
  }))
