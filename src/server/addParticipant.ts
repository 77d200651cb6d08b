import { announceConversation, announceLocalParticipant, announceMessaging } from './announce.ts'
import { announceIn, announceOnlineMeeting } from './announceMeeting.ts'
import type { Call, InvitationSide, Leg, Meeting } from './call.ts'
import { type Asked, startInvitation } from './invitation.ts'
import { createAdHocMeeting } from './adHocMeeting.ts'
import { attend, gatheringOf, roleIn } from './meeting.ts'
import { ring } from './ring.ts'
import type { Site } from './site.ts'
import { soon } from './soon.ts'
import { writeDown } from './writeDown.ts'

/** One side of a conversation finds itself in a meeting, with messaging joined there if it was there before. */
const showMeeting = (leg: Leg, meeting: Meeting): void => {
  const hadMessaging = leg.messaging === 'Connected'
  if (hadMessaging) leg.messaging = 'Connecting'
  announceConversation(leg, 'updated')
  announceLocalParticipant(leg, 'updated')
  announceOnlineMeeting(leg, meeting)
  for (const who of leg.roster) announceIn(leg, who, gatheringOf(who), 'added')
  if (!hadMessaging) return
  leg.messaging = 'Connected'
  announceMessaging(leg)
  announceConversation(leg, 'updated')
}

const confer = (site: Site, { legs }: Call, meeting: Meeting): void => {
  const sides = [...legs].filter(({ state }) => state === 'Conferencing')
  for (const leg of sides) {
    leg.state = 'Conferenced'
    leg.role = roleIn(meeting, leg)
    attend(leg)
    writeDown(site, leg, { event: 'meetingEntered' })
  }
  for (const leg of sides) showMeeting(leg, meeting)
}

/** Makes a meeting of a conversation. There is no way back. */
const escalate = (site: Site, { call, seat }: Leg): void => {
  const meeting = createAdHocMeeting(site, seat.account, call)
  call.cancelIdle()
  call.endsAt = undefined
  for (const leg of call.legs) {
    leg.state = 'Conferencing'
    announceConversation(leg, 'updated')
  }
  soon(site, () => confer(site, call, meeting))
}

/** Asks one more person into a conversation, which becomes a meeting if it is none. */
export const addParticipant = (site: Site, leg: Leg, asked: Omit<Asked, 'rel'>): InvitationSide => {
  const side = startInvitation(site, leg, { ...asked, rel: 'participantInvitation' })
  if (leg.call.meeting === undefined) escalate(site, leg)
  soon(site, () => {
    if (!side.invitation.isOver) ring(site, side.invitation, asked.to)
  })
  return side
}
