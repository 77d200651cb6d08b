import { announceConversation, announceLocalParticipant, announceMessaging } from './announce.ts'
import { announceIn, announceParticipantChanged } from './announceMeeting.ts'
import type { Leg, Meeting } from './call.ts'
import { depart } from './hangUp.ts'
import { failInvitation } from './invitation.ts'
import { leaveMeeting } from './leave.ts'
import { gatheringOf, present, waiting } from './meeting.ts'
import { ejected, ended } from './reasons.ts'
import type { Site } from './site.ts'
import { stopTyping } from './typing.ts'

const announceSpeech = (leg: Leg): void => {
  announceConversation(leg, 'updated')
  if (leg.messaging === 'Connected') announceMessaging(leg)
}

/** Makes a leader of an attendee, or the other way round. She may do other things than before, and is told of all. */
const setRole = (leg: Leg, role: Leg['role']): void => {
  const before = gatheringOf(leg)
  leg.role = role
  for (const other of leg.roster) {
    announceIn(other, leg, before, 'deleted')
    announceIn(other, leg, gatheringOf(leg), 'added')
    announceParticipantChanged(other, leg)
  }
  announceLocalParticipant(leg, 'updated')
  announceSpeech(leg)
  for (const who of [...leg.roster, ...waiting(leg.call)]) announceParticipantChanged(leg, who)
}

export const promote = (leg: Leg): void => setRole(leg, 'Leader')

export const demote = (leg: Leg): void => setRole(leg, 'Attendee')

export const eject = (site: Site, leg: Leg): void => leaveMeeting(site, leg, ejected)

/** Whether those who do not lead may write. */
export const setAudienceMessaging = (meeting: Meeting, audienceMessaging: Meeting['audienceMessaging']): void => {
  meeting.audienceMessaging = audienceMessaging
  for (const leg of meeting.call === undefined ? [] : present(meeting.call)) {
    if (leg.role === 'Leader') announceConversation(leg, 'updated')
    else {
      stopTyping(leg)
      announceSpeech(leg)
    }
  }
}

/** Ends a meeting for everybody. */
export const endMeeting = (site: Site, { call }: Meeting): void => {
  if (call === undefined) return
  for (const invitation of call.invitations) failInvitation(site, invitation, 'Ended')
  for (const leg of present(call)) depart(site, leg, ended)
}
