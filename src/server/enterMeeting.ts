import {
  announceConversation,
  announceInvitation,
  announceInvitationCompleted,
  announceLocalParticipant,
  announceMessaging,
  announceParticipant,
  announceParticipantMessaging,
} from './announce.ts'
import { announceIn, announceOnlineMeeting } from './announceMeeting.ts'
import { type InvitationSide, type Leg, outgoingSides } from './call.ts'
import { closeInvitation, writeCompleted } from './invitation.ts'
import { connectMessaging, takeUpMessaging } from './joinMessaging.ts'
import { attend, gatheringOf, present, roleIn, waiting } from './meeting.ts'
import type { Site } from './site.ts'
import { writeDown } from './writeDown.ts'

const meet = (leg: Leg, who: Leg): void => {
  if (!leg.roster.has(who)) announceParticipant(leg, who, 'added')
  leg.roster.add(who)
  announceIn(leg, who, gatheringOf(who), 'added')
  if (who.messaging === 'Connected') announceParticipantMessaging(leg, who, 'added')
}

/** Somebody is in the meeting from now on: everybody there sees her, and she sees them. */
const enterMeeting = (site: Site, leg: Leg): void => {
  const { call } = leg
  const { meeting } = call
  if (meeting === undefined) return
  const others = present(call)
  leg.state = 'Conferenced'
  leg.role = roleIn(meeting, leg)
  attend(leg)
  writeDown(site, leg, { event: 'meetingEntered' })
  announceConversation(leg, 'updated')
  announceLocalParticipant(leg, 'updated')
  announceOnlineMeeting(leg, meeting)
  for (const who of others) {
    meet(leg, who)
    meet(who, leg)
  }
  for (const who of waiting(call)) announceIn(leg, who, 'lobby', 'added')
  announceMessaging(leg)
}

const complete = (side: InvitationSide, acceptedBy?: Leg): void => {
  side.isOpen = false
  side.state = 'Connected'
  side.acceptedBy = acceptedBy
  announceInvitationCompleted(side)
}

/** Somebody is in, and hears so. A puppet takes up messaging of itself. */
const arrive = (site: Site, side: InvitationSide): void => {
  const { leg, invitation } = side
  enterMeeting(site, leg)
  complete(side)
  for (const outgoing of outgoingSides(invitation)) if (outgoing !== side) complete(outgoing, leg)
  writeCompleted(site, invitation, 'Connected')
  if (leg.seat.kind === 'puppet') connectMessaging(leg)
}

/** Somebody who was asked into a meeting comes. */
export const enterInvited = (site: Site, side: InvitationSide): void => {
  side.isOpen = false
  announceInvitation(side, 'updated')
  arrive(site, side)
}

/** Somebody who wants to join a meeting is let in. What she has asked for besides comes now. */
export const enterJoining = (site: Site, side: InvitationSide): void => {
  const { leg } = side
  closeInvitation(side.invitation)
  arrive(site, side)
  for (const asked of leg.invitations.values()) {
    if (asked.isOpen && asked.invitation.rel === 'messagingInvitation') takeUpMessaging(site, asked)
  }
}
