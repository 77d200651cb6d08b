import {
  announceConversation,
  announceInvitationCompleted,
  announceMessaging,
  announceParticipantMessaging,
} from './announce.ts'
import type { InvitationSide, Leg } from './call.ts'
import { type Asked, closeInvitation, startInvitation, writeCompleted } from './invitation.ts'
import { present } from './meeting.ts'
import { sendMessage } from './message.ts'
import { commonFormats } from './messageFormats.ts'
import type { Site } from './site.ts'
import { soon } from './soon.ts'

const isInMessaging = ({ messaging }: Leg): boolean => messaging === 'Connected'

/** One person of a meeting is in messaging from now on. */
export const connectMessaging = (leg: Leg): void => {
  const { call } = leg
  const before = call.messageFormats
  const others = present(call).filter(isInMessaging)
  leg.messaging = 'Connected'
  call.messageFormats = commonFormats([leg, ...others])
  announceMessaging(leg)
  if (others.length > 0 && call.messageFormats.length < before.length) for (const who of others) announceMessaging(who)
  for (const who of leg.roster) announceParticipantMessaging(who, leg, 'added')
  announceParticipantMessaging(leg, leg, 'added')
  announceConversation(leg, 'updated')
}

/** Somebody who is in a meeting gets the messaging that she has asked for. Nobody else is asked: it succeeds at once. */
export const takeUpMessaging = (site: Site, side: InvitationSide): void => {
  const { leg, invitation } = side
  leg.messaging = 'Connecting'
  announceMessaging(leg)
  soon(site, () => {
    if (invitation.isOver) return
    closeInvitation(invitation)
    connectMessaging(leg)
    side.isOpen = false
    side.state = 'Connected'
    announceInvitationCompleted(side)
    writeCompleted(site, invitation, 'Connected')
    if (invitation.message !== undefined) sendMessage(site, leg, invitation.message, invitation.operationId)
  })
}

/** Takes up messaging in a meeting. */
export const joinMessaging = (site: Site, leg: Leg, asked: Omit<Asked, 'rel'>): InvitationSide => {
  const side = startInvitation(site, leg, { ...asked, rel: 'messagingInvitation' })
  takeUpMessaging(site, side)
  return side
}
