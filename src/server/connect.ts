import {
  announceConversation,
  announceInvitation,
  announceInvitationCompleted,
  announceMessaging,
  announceParticipant,
  announceParticipantMessaging,
} from './announce.ts'
import { type InvitationSide, type Leg, outgoingSides } from './call.ts'
import { keepAwake } from './idle.ts'
import { writeInvitation } from './invitation.ts'
import { replayFirstMessage } from './message.ts'
import { commonFormats } from './messageFormats.ts'
import type { Site } from './site.ts'

const connectCallee = (side: InvitationSide): void => {
  const { leg, invitation } = side
  const wasConnected = leg.state === 'Connected'
  side.isOpen = false
  announceInvitation(side, 'updated')
  leg.state = 'Connected'
  leg.messaging = 'Connected'
  announceMessaging(leg)
  announceConversation(leg, 'updated')
  announceParticipantMessaging(leg, leg, 'added')
  announceParticipantMessaging(leg, invitation.caller, 'added')
  if (!wasConnected) announceParticipant(leg, invitation.caller, 'updated')
  side.state = 'Connected'
  announceInvitationCompleted(side)
}

const announceConnected = (leg: Leg, callee: Leg): void => {
  announceConversation(leg, 'updated')
  announceParticipant(leg, callee, 'added')
  announceParticipantMessaging(leg, callee, 'added')
  announceParticipantMessaging(leg, leg, 'added')
  announceMessaging(leg)
}

const announceMessagingAgain = (leg: Leg, callee: Leg): void => {
  announceMessaging(leg)
  announceParticipantMessaging(leg, callee, 'added')
  announceParticipantMessaging(leg, leg, 'added')
  announceConversation(leg, 'updated')
}

const connectCaller = (side: InvitationSide, callee: Leg): void => {
  const { leg } = side
  const isNew = leg.state !== 'Connected'
  side.isOpen = false
  leg.state = 'Connected'
  leg.messaging = 'Connected'
  leg.roster.add(callee)
  if (isNew) announceConnected(leg, callee)
  else announceMessagingAgain(leg, callee)
  side.state = 'Connected'
  side.acceptedBy = callee
  announceInvitationCompleted(side)
}

/** Brings up messaging between two people, once one of them has accepted. */
export const connect = (site: Site, side: InvitationSide): void => {
  const { leg, invitation } = side
  const { caller, message } = invitation
  leg.call.messageFormats = commonFormats([caller, leg])
  connectCallee(side)
  for (const outgoing of outgoingSides(invitation)) connectCaller(outgoing, leg)
  writeInvitation(site, 'invitationCompleted', invitation, 'Connected')
  if (message !== undefined) replayFirstMessage(site, caller, leg, message)
  announceConversation(leg, 'updated')
  keepAwake(site, leg.call)
}
