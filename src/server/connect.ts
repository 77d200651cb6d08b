import {
  announceConversation,
  announceInvitation,
  announceInvitationCompleted,
  announceLocalParticipant,
  announceMessaging,
  announceParticipant,
  announceParticipantMessaging,
} from './announce.ts'
import { type InvitationSide, type Leg, outgoingSides } from './call.ts'
import { keepAwake } from './idle.ts'
import { writeCompleted } from './invitation.ts'
import { addLeg } from './leg.ts'
import { replayFirstMessage } from './message.ts'
import { commonFormats } from './messageFormats.ts'
import { reason } from './reasons.ts'
import type { Site } from './site.ts'

const connectCallee = (side: InvitationSide, caller: Leg): void => {
  const { leg } = side
  const wasConnected = leg.state === 'Connected'
  side.isOpen = false
  announceInvitation(side, 'updated')
  leg.state = 'Connected'
  leg.messaging = 'Connected'
  announceMessaging(leg)
  announceConversation(leg, 'updated')
  announceParticipantMessaging(leg, leg, 'added')
  announceParticipantMessaging(leg, caller, 'added')
  if (!wasConnected) announceParticipant(leg, caller, 'updated')
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

/** The caller's side of the conversation with somebody who has answered in place of her peer. */
const derive = (site: Site, { leg, invitation: { caller } }: InvitationSide): Leg => {
  const { name, participantId, seat } = caller
  const derived = addLeg(site, leg.call, seat, { state: 'Connected', name, participantId })
  derived.roster.add(leg)
  leg.roster.delete(caller)
  leg.roster.add(derived)
  return derived
}

/** Messaging does not come up here: it has, in the other conversation. */
const goOnIn = (side: InvitationSide, derived: Leg, callee: Leg): void => {
  derived.messaging = 'Connected'
  announceConversation(derived, 'added')
  announceLocalParticipant(derived)
  announceParticipant(derived, callee, 'added')
  announceParticipantMessaging(derived, callee, 'added')
  announceParticipantMessaging(derived, derived, 'added')
  announceMessaging(derived)
  side.leg.messaging = 'Disconnected'
  announceMessaging(side.leg, reason('Informational', 'DerivedConversation'))
  side.isOpen = false
  side.state = 'Connected'
  side.acceptedBy = callee
  side.derived = derived
  announceInvitationCompleted(side)
}

/** Brings up messaging between two people, once one of them has accepted. */
export const connect = (site: Site, side: InvitationSide): void => {
  const { leg, invitation } = side
  const { message } = invitation
  const isDerived = leg.call !== invitation.caller.call
  const caller = isDerived ? derive(site, side) : invitation.caller
  leg.call.messageFormats = commonFormats([caller, leg])
  keepAwake(site, leg.call)
  connectCallee(side, caller)
  for (const outgoing of outgoingSides(invitation)) {
    if (isDerived) goOnIn(outgoing, caller, leg)
    else connectCaller(outgoing, leg)
  }
  writeCompleted(site, invitation, 'Connected')
  if (message !== undefined) replayFirstMessage(site, caller, leg, { message, operationId: invitation.operationId })
  announceConversation(leg, 'updated')
}
