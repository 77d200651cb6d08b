import {
  announceConversation,
  announceConversationDeleted,
  announceInvitationCompleted,
  announceMessaging,
  announceParticipant,
  announceParticipantMessaging,
} from './announce.ts'
import { announceIn } from './announceMeeting.ts'
import type { Call, InvitationSide, Leg } from './call.ts'
import { archive, archiveMissed } from './archive.ts'
import { gatheringOf, present } from './meeting.ts'
import { type Ending, ended } from './reasons.ts'
import type { Site } from './site.ts'
import { stopTyping } from './typing.ts'
import type { EventReason } from './wireEvent.ts'
import { writeDown } from './writeDown.ts'

const writeEnd = (site: Site, { threadId }: Call, by: Leg | undefined): void =>
  site.journal.write({ event: 'conversationEnded', user: by?.seat.account.uri ?? '', threadId })

/** Nothing of this side is left. A meeting without anybody is over. */
const forget = (site: Site, leg: Leg): void => {
  const { call } = leg
  leg.stopTyping?.()
  leg.stopTyping = undefined
  call.legs.delete(leg)
  site.calls.remove(leg)
  if (call.meeting === undefined || call.legs.size > 0) return
  site.meetings.adjourn(call.meeting)
  writeEnd(site, call, leg)
}

/** Takes messaging down on one leg; the conversation lives on. */
export const disconnectMessaging = (leg: Leg, reason?: EventReason): void => {
  const isMeeting = leg.call.meeting !== undefined
  if (isMeeting) stopTyping(leg)
  leg.messaging = 'Disconnected'
  announceMessaging(leg, reason)
  announceParticipantMessaging(leg, leg, 'deleted')
  for (const who of leg.roster) {
    if (isMeeting) announceParticipantMessaging(who, leg, 'deleted')
    else announceParticipantMessaging(leg, who, 'deleted')
  }
  announceConversation(leg, 'updated')
}

const endConnected = (site: Site, leg: Leg, reason: EventReason | undefined): void => {
  archive(site, leg)
  writeDown(site, leg, { event: 'participantLeft' })
  if (leg.messaging !== 'Disconnected') disconnectMessaging(leg, reason)
  leg.state = 'Disconnected'
  announceConversation(leg, 'updated', leg.call.meeting === undefined ? undefined : reason)
  for (const who of leg.roster) announceParticipant(leg, who, 'deleted')
  announceParticipant(leg, leg, 'deleted')
  announceConversationDeleted(leg)
  forget(site, leg)
}

/**
 * Ends a two-party conversation for both. Who hangs up does not wait for messages
 * to her any more; whoever sent them hears so before the end.
 */
export const endCall = (site: Site, call: Call, by: Leg | undefined): void => {
  call.cancelIdle()
  for (const { fail } of by?.deliveries ?? []) fail()
  for (const leg of call.legs) endConnected(site, leg, leg === by ? undefined : ended)
  writeEnd(site, call, by)
}

/** Takes one person out of a meeting; the others stay. */
export const depart = (site: Site, leg: Leg, reason?: EventReason): void => {
  for (const { fail } of leg.deliveries) fail()
  endConnected(site, leg, reason)
  for (const other of leg.roster) {
    announceIn(other, leg, gatheringOf(leg), 'deleted')
    announceParticipant(other, leg, 'deleted')
    other.roster.delete(leg)
  }
}

/** Whether the conversation was there before the invitation, and is there without it. */
const outlives = ({ leg, direction, invitation }: InvitationSide): boolean =>
  ['Connected', 'Conferenced'].includes(leg.state) ||
  (direction === 'Outgoing' && invitation.rel === 'participantInvitation') ||
  (direction === 'Outgoing' && invitation.rel === 'messagingInvitation' && leg.call.meeting !== undefined)

/** Ends one side of an invitation that came to nothing, and with it a conversation that was only for it. */
export const endInvited = (site: Site, side: InvitationSide, ending: Ending): void => {
  const { leg, invitation } = side
  const wasWaiting = leg.state === 'InLobby'
  const livesOn = outlives(side)
  const isForMessaging = invitation.rel === 'messagingInvitation'
  side.isOpen = false
  side.state = ending.state
  if (isForMessaging) leg.messaging = 'Disconnected'
  if (!livesOn) leg.state = 'Disconnected'
  if (isForMessaging) announceMessaging(leg, ending.reason)
  announceInvitationCompleted(side, ending)
  if (livesOn) return
  announceConversation(leg, 'updated', isForMessaging ? undefined : ending.reason)
  if (side.direction === 'Outgoing') announceParticipant(leg, leg, 'deleted')
  announceConversationDeleted(leg)
  if (wasWaiting) for (const other of present(leg.call)) announceIn(other, leg, 'lobby', 'deleted')
  forget(site, leg)
  archiveMissed(site, side, ending.reason.subcode)
}
