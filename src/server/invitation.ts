import { identifier } from '../seam/random.ts'
import type { Account } from './accounts.ts'
import {
  announceConversation,
  announceInvitation,
  announceLocalParticipant,
  announceMessaging,
  announceParticipant,
} from './announce.ts'
import {
  type Content,
  type Invitation,
  type InvitationRel,
  type InvitationSide,
  type Leg,
  outgoingSides,
  ringingSides,
} from './call.ts'
import { endInvited } from './hangUp.ts'
import { invitationHref } from './hrefs.ts'
import { type Ending, endingForCallee, endingForCaller, reason } from './reasons.ts'
import type { Site } from './site.ts'
import { writeDown } from './writeDown.ts'

/** What somebody asks for who invites somebody. */
export interface Asked {
  readonly rel: InvitationRel
  readonly to: string
  readonly operationId?: string
  readonly message?: Content
  /** A `data:` URL. */
  readonly customContent?: string
  readonly onBehalfOf?: Account
}

const addSide = (
  site: Site,
  leg: Leg,
  invitation: Invitation,
  direction: InvitationSide['direction'],
  isAutomatic = false,
): InvitationSide => {
  const side: InvitationSide = {
    id: identifier(site.random),
    leg,
    direction,
    invitation,
    state: 'Connecting',
    isOpen: true,
    isAutomatic,
    acceptedBy: undefined,
    acceptedByContact: undefined,
    derived: undefined,
  }
  invitation.sides.add(side)
  site.calls.addInvitation(side)
  return side
}

export const writeStarted = (site: Site, side: InvitationSide): void =>
  writeDown(site, side.leg, {
    event: 'invitationStarted',
    operationId: side.invitation.operationId,
    href: (application) => invitationHref(application, side),
  })

export const writeCompleted = (site: Site, { caller, operationId }: Invitation, outcome: string): void =>
  writeDown(site, caller, { event: 'invitationCompleted', operationId, outcome })

/** Begins an invitation from this leg; it does not ring anywhere yet. */
export const startInvitation = (site: Site, caller: Leg, asked: Asked): InvitationSide => {
  const { rel, to, operationId, message, customContent, onBehalfOf } = asked
  const invitation: Invitation = {
    rel,
    caller,
    to,
    operationId,
    message,
    customContent,
    onBehalfOf,
    sides: new Set(),
    isOver: false,
    cancelTimeout: site.timers.after(site.times.invitation, () => failInvitation(site, invitation, 'Timeout')),
  }
  caller.call.invitations.add(invitation)
  const side = addSide(site, caller, invitation, 'Outgoing')
  writeStarted(site, side)
  announceInvitation(side, 'started')
  return side
}

/** Whoever has her history kept has invitations to messaging accepted by the server. */
const isAcceptedFor = ({ seat }: Leg, { rel }: Invitation): boolean =>
  rel === 'messagingInvitation' &&
  seat.kind === 'application' &&
  seat.communicationSettings['conversationHistory'] === 'Enabled'

/** Shows the invitation to somebody. A leg that was made for it is told of its conversation, too. */
export const ringAt = (site: Site, invitation: Invitation, leg: Leg): InvitationSide => {
  const isNew = leg.state === 'Incoming'
  leg.call.invitations.add(invitation)
  const side = addSide(site, leg, invitation, 'Incoming', isAcceptedFor(leg, invitation))
  if (invitation.rel === 'messagingInvitation') leg.messaging = 'Connecting'
  if (isNew) leg.roster.add(invitation.caller)
  writeDown(site, leg, { event: 'invitationReceived' })
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

/** From now on nothing can become of it any more. */
export const closeInvitation = (invitation: Invitation): void => {
  invitation.isOver = true
  invitation.cancelTimeout()
  for (const { leg } of invitation.sides) leg.call.invitations.delete(invitation)
}

/** Until somebody is in the meeting that she wants to join, nothing that she has asked for there goes without the rest. */
const inseparable = (invitation: Invitation): readonly Invitation[] => {
  const asked = [...invitation.caller.call.invitations].filter(({ caller }) => caller === invitation.caller)
  const joining = asked.find(({ rel }) => rel === 'onlineMeetingInvitation')
  return joining === undefined ? [invitation] : [...asked.filter((other) => other !== joining), joining]
}

const fail = (site: Site, invitation: Invitation, subcode: string, forCaller: Ending): void => {
  closeInvitation(invitation)
  for (const side of ringingSides(invitation)) {
    if (subcode === 'Canceled') writeDown(site, side.leg, { event: 'invitationWithdrawn' })
    endInvited(site, side, endingForCallee(subcode))
  }
  for (const side of outgoingSides(invitation)) endInvited(site, side, forCaller)
  writeCompleted(site, invitation, subcode)
}

/** Ends an invitation that nobody accepted. */
export const failInvitation = (
  site: Site,
  invitation: Invitation,
  subcode: string,
  forCaller: Ending = endingForCaller(subcode),
): void => {
  if (invitation.isOver) return
  for (const one of inseparable(invitation)) fail(site, one, subcode, forCaller)
}

/** One of several places where it rings gives up; the last one ends the invitation. */
export const stopRingingAt = (site: Site, side: InvitationSide, subcode: string): void => {
  const { invitation } = side
  if (ringingSides(invitation).length === 1) return failInvitation(site, invitation, subcode)
  endInvited(site, side, endingForCallee(subcode))
}

export const declineInvitation = (site: Site, side: InvitationSide, scope: 'Local' | 'Global'): void => {
  const { leg, invitation } = side
  writeDown(site, leg, { event: 'invitationDeclined' })
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
