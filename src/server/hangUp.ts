import {
  announceConversation,
  announceConversationDeleted,
  announceInvitationCompleted,
  announceMessaging,
  announceParticipant,
  announceParticipantMessaging,
} from './announce.ts'
import type { Call, InvitationSide, Leg } from './call.ts'
import { archive } from './archive.ts'
import { type Ending, ended } from './reasons.ts'
import type { Site } from './site.ts'
import type { EventReason } from './wireEvent.ts'

const forget = (site: Site, leg: Leg): void => {
  leg.stopTyping?.()
  leg.stopTyping = undefined
  leg.call.legs.delete(leg)
  site.calls.remove(leg)
}

/** Takes messaging down on one leg; the conversation lives on. */
export const disconnectMessaging = (leg: Leg, reason?: EventReason): void => {
  leg.messaging = 'Disconnected'
  announceMessaging(leg, reason)
  for (const who of [leg, ...leg.roster]) announceParticipantMessaging(leg, who, 'deleted')
  announceConversation(leg, 'updated')
}

const endConnected = (site: Site, leg: Leg, reason: EventReason | undefined): void => {
  archive(site, leg)
  if (leg.messaging !== 'Disconnected') disconnectMessaging(leg, reason)
  leg.state = 'Disconnected'
  announceConversation(leg, 'updated')
  for (const who of leg.roster) announceParticipant(leg, who, 'deleted')
  announceParticipant(leg, leg, 'deleted')
  announceConversationDeleted(leg)
  forget(site, leg)
}

/**
 * Ends a conversation for everybody. Who hangs up does not wait for messages
 * to her any more; whoever sent them hears so before the end.
 */
export const endCall = (site: Site, call: Call, by: Leg | undefined): void => {
  call.cancelIdle()
  for (const { fail } of by?.deliveries ?? []) fail()
  for (const leg of call.legs) endConnected(site, leg, leg === by ? undefined : ended)
  site.journal.write({
    event: 'conversationEnded',
    user: by?.seat.account.uri ?? '',
    threadId: call.threadId,
  })
}

/** Ends one side of an invitation that came to nothing, and with it a conversation that was only for it. */
export const endInvited = (site: Site, side: InvitationSide, ending: Ending): void => {
  const { leg } = side
  const wasConnected = leg.state === 'Connected'
  side.isOpen = false
  side.state = ending.state
  leg.messaging = 'Disconnected'
  if (!wasConnected) leg.state = 'Disconnected'
  announceMessaging(leg, ending.reason)
  announceInvitationCompleted(side, ending)
  if (wasConnected) return
  announceConversation(leg, 'updated')
  if (side.direction === 'Outgoing') announceParticipant(leg, leg, 'deleted')
  announceConversationDeleted(leg)
  forget(site, leg)
}
