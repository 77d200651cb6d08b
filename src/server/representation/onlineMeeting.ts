import type { Application } from '../application.ts'
import type { Leg, Meeting } from '../call.ts'
import { contactHref, hrefUnder, participantHref } from '../hrefs.ts'
import { present, waiting } from '../meeting.ts'
import { representParticipant } from './participant.ts'

const addressOf = (uri: string): string => uri.replace(/^sips?:/, '')

/** The meeting that the conversation of `leg` belongs to. */
export const representOnlineMeeting = (application: Application, leg: Leg, meeting: Meeting): object => {
  const those = (role: Leg['role']) =>
    present(leg.call)
      .filter((who) => who.role === role)
      .map(({ seat }) => seat.account.uri)
  const organizer = addressOf(meeting.organizer.uri)
  return {
    accessLevel: meeting.hasLobby ? 'Locked' : 'Everyone',
    attendees: those('Attendee'),
    automaticLeaderAssignment: 'Disabled',
    entryExitAnnouncement: 'Disabled',
    joinUrl: `https://meet.${organizer.replace(/^.*@/, '')}/${organizer.replace(/@.*$/, '')}/${meeting.id}`,
    largeMeeting: 'Disabled',
    leaders: those('Leader'),
    lobbyBypassForPhoneUsers: 'Disabled',
    onlineMeetingId: meeting.id,
    onlineMeetingRel: 'myOnlineMeetings',
    onlineMeetingUri: meeting.uri,
    organizerName: meeting.organizer.name,
    organizerUri: meeting.organizer.uri,
    phoneUserAdmission: 'Disabled',
    subject: meeting.subject,
    _links: {
      self: { href: hrefUnder(application, leg, 'onlineMeeting') },
      conversation: { href: hrefUnder(application, leg, 'conversation') },
      organizer: { href: contactHref(application, { address: organizer }) },
    },
    rel: 'onlineMeeting',
  }
}

/** The others who are present in one role, as links. */
export const representGathering = (application: Application, leg: Leg, rel: 'leaders' | 'attendees'): object => ({
  _links: {
    self: { href: hrefUnder(application, leg, rel) },
    participant: [...leg.roster]
      .filter((who) => who.role === (rel === 'leaders' ? 'Leader' : 'Attendee'))
      .map((who) => ({ href: participantHref(application, leg, who), title: who.name })),
  },
  rel,
})

/** Who waits to be admitted, in full. */
export const representLobby = (application: Application, leg: Leg): object => ({
  _links: { self: { href: hrefUnder(application, leg, 'lobby') } },
  _embedded: { participant: waiting(leg.call).map((who) => representParticipant(application, leg, who)) },
  rel: 'lobby',
})
