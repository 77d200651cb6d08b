import { announceConversation, announceLocalParticipant, announceMessaging } from './announce.ts'
import type { InvitationSide, Leg, Seat } from './call.ts'
import { type Asked, startInvitation } from './invitation.ts'
import { joinMessaging } from './joinMessaging.ts'
import { addLeg, createCall } from './leg.ts'
import { ring, ringInConversation } from './ring.ts'
import type { Site } from './site.ts'
import type { Topic } from './topic.ts'

/** Begins a conversation with one other person. */
export const startMessaging = (site: Site, seat: Seat, topic: Topic, asked: Omit<Asked, 'rel'>): InvitationSide => {
  const call = createCall(topic.threadId, topic.subject, topic.importance)
  const leg = addLeg(site, call, seat, { state: 'Connecting' })
  leg.messaging = 'Connecting'
  const side = startInvitation(site, leg, { ...asked, rel: 'messagingInvitation' })
  announceConversation(leg, 'added')
  announceLocalParticipant(leg)
  announceMessaging(leg)
  ring(site, side.invitation, asked.to)
  return side
}

/** Takes up messaging in a conversation that lives without it. */
export const addMessaging = (site: Site, leg: Leg, asked: Omit<Asked, 'rel' | 'to'>): InvitationSide => {
  const { meeting } = leg.call
  if (meeting !== undefined) return joinMessaging(site, leg, { ...asked, to: meeting.uri })
  const [peer] = leg.roster
  const to = peer?.seat.account.uri ?? leg.seat.account.uri
  leg.messaging = 'Connecting'
  const side = startInvitation(site, leg, { ...asked, rel: 'messagingInvitation', to })
  announceMessaging(leg)
  ringInConversation(site, side.invitation, leg.roster)
  return side
}
