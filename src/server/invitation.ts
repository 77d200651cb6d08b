import { identifier } from '../seam/random.ts'
import {
  announceConversation,
  announceInvitation,
  announceInvitationCompleted,
  announceLocalParticipant,
  announceMessaging,
  announceParticipant,
  announceParticipantMessaging,
} from './announce.ts'
import {
  type Call,
  type Content,
  type Invitation,
  type InvitationSide,
  type Leg,
  outgoingSides,
  ringingSides,
  type Seat,
} from './call.ts'
import { endInvited } from './hangUp.ts'
import { keepAwake } from './idle.ts'
import { replayFirstMessage } from './message.ts'
import { type Ending, endingForCallee, endingForCaller, reason } from './reasons.ts'
import type { Site } from './site.ts'

/** What somebody asks for who invites somebody. */
export interface Asked {
  readonly to: string
  readonly operationId?: string
  readonly message?: Content
  /** A `data:` URL. */
  readonly customContent?: string
}

const shortId = (site: Site): string => identifier(site.random).slice(0, 16)

export const createCall = (threadId: string, subject: string, importance: string): Call => ({
  threadId,
  subject,
  importance,
  legs: new Set(),
  messageFormats: [],
  invitation: undefined,
  cancelIdle: () => undefined,
})

export const addLeg = (site: Site, call: Call, seat: Seat, state: Leg['state']): Leg => {
  const leg: Leg = {
    id: shortId(site),
    participantId: shortId(site),
    call,
    seat,
    since: site.clock.now(),
    state,
    messaging: 'Connecting',
    roster: new Set(),
    invitations: new Map(),
    messages: new Map(),
    deliveries: new Set(),
    stopTyping: undefined,
  }
  call.legs.add(leg)
  site.calls.add(leg)
  return leg
}

const addSide = (
  site: Site,
  leg: Leg,
  invitation: Invitation,
  direction: InvitationSide['direction'],
): InvitationSide => {
  const side: InvitationSide = {
    id: identifier(site.random),
    leg,
    direction,
    invitation,
    state: 'Connecting',
    isOpen: true,
    acceptedBy: undefined,
  }
  invitation.sides.add(side)
  site.calls.addInvitation(side)
  return side
}

const write = (
  site: Site,
  event: 'invitationStarted' | 'invitationCompleted',
  { caller, operationId }: Invitation,
  outcome?: string,
): void =>
  site.journal.write({
    event,
    user: caller.seat.account.uri,
    threadId: caller.call.threadId,
    ...(operationId === undefined ? {} : { operationId }),
    ...(outcome === undefined ? {} : { outcome }),
  })

/** Begins an invitation from this leg; it does not ring anywhere yet. */
export const startInvitation = (site: Site, caller: Leg, asked: Asked): InvitationSide => {
  const { to, operationId, message, customContent } = asked
  const invitation: Invitation = {
    caller,
    to,
    operationId,
    message,
    customContent,
    sides: new Set(),
    isOver: false,
    cancelTimeout: site.timers.after(site.times.invitation, () => failInvitation(site, invitation, 'Timeout')),
  }
  caller.call.invitation = invitation
  const side = addSide(site, caller, invitation, 'Outgoing')
  write(site, 'invitationStarted', invitation)
  announceInvitation(side, 'started')
  return side
}

/** Shows the invitation to somebody. A leg that was made for it is told of its conversation, too. */
export const ringAt = (site: Site, invitation: Invitation, leg: Leg): InvitationSide => {
  const isNew = leg.state === 'Incoming'
  const side = addSide(site, leg, invitation, 'Incoming')
  leg.messaging = 'Connecting'
  if (isNew) leg.roster.add(invitation.caller)
  announceInvitation(side, 'started')
  if (isNew) {
    announceConversation(leg, 'added')
    announceLocalParticipant(leg)
    announceParticipant(leg, invitation.caller, 'added')
  } else {
    announceMessaging(leg)
  }
  return side
}

const close = (invitation: Invitation): void => {
  invitation.isOver = true
  invitation.cancelTimeout()
  invitation.caller.call.invitation = undefined
}

/** Ends an invitation that nobody accepted. */
export const failInvitation = (
  site: Site,
  invitation: Invitation,
  subcode: string,
  forCaller: Ending = endingForCaller(subcode),
): void => {
  if (invitation.isOver) return
  close(invitation)
  for (const side of ringingSides(invitation)) endInvited(site, side, endingForCallee(subcode))
  for (const side of outgoingSides(invitation)) endInvited(site, side, forCaller)
  write(site, 'invitationCompleted', invitation, subcode)
}

/** One of several places where it rings gives up; the last one ends the invitation. */
export const stopRingingAt = (site: Site, side: InvitationSide, subcode: string): void => {
  const { invitation } = side
  if (ringingSides(invitation).length === 1) return failInvitation(site, invitation, subcode)
  endInvited(site, side, endingForCallee(subcode))
}

export const declineInvitation = (site: Site, side: InvitationSide, scope: 'Local' | 'Global'): void => {
  const { leg, invitation } = side
  site.journal.write({ event: 'invitationDeclined', user: leg.seat.account.uri, threadId: leg.call.threadId })
  if (scope === 'Global') failInvitation(site, invitation, 'Declined')
  else stopRingingAt(site, side, 'Declined')
}

/** The invitation goes on ringing at somebody else. */
export const markForwarded = (invitation: Invitation): void => {
  for (const side of outgoingSides(invitation)) {
    side.state = 'Forwarded'
    announceInvitation(side, 'updated', reason('Informational', 'Forwarded'))
  }
}

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

const commonFormats = (one: Seat, other: Seat): readonly string[] =>
  ['Plain', 'Html'].filter(
    (format) =>
      format === 'Plain' ||
      (one.supportedMessageFormats.includes(format) && other.supportedMessageFormats.includes(format)),
  )

/** The first to accept gets the conversation; it stops ringing everywhere else. */
export const acceptInvitation = (site: Site, side: InvitationSide): void => {
  const { leg, invitation } = side
  const { caller, message } = invitation
  close(invitation)
  site.journal.write({ event: 'invitationAccepted', user: leg.seat.account.uri, threadId: leg.call.threadId })
  for (const other of ringingSides(invitation)) {
    if (other !== side) endInvited(site, other, endingForCallee('ConnectedElsewhere'))
  }
  leg.call.messageFormats = commonFormats(caller.seat, leg.seat)
  connectCallee(side)
  for (const outgoing of outgoingSides(invitation)) connectCaller(outgoing, leg)
  write(site, 'invitationCompleted', invitation, 'Connected')
  if (message !== undefined) replayFirstMessage(site, caller, leg, message)
  announceConversation(leg, 'updated')
  keepAwake(site, leg.call)
}
