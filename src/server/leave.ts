import { type Leg, ringingSides } from './call.ts'
import { depart, disconnectMessaging, endCall } from './hangUp.ts'
import { declineInvitation, failInvitation, stopRingingAt } from './invitation.ts'
import type { Site } from './site.ts'
import type { EventReason } from './wireEvent.ts'

/** The side of this leg that rings, if one does. */
const ringing = (leg: Leg) => [...leg.call.invitations].flatMap(ringingSides).find((side) => side.leg === leg)

/** What this leg has asked and nobody has answered. */
const asked = (leg: Leg) => [...leg.call.invitations].filter(({ caller }) => caller === leg)

/** Somebody goes from a meeting, by herself or, with a reason, because she must. */
export const leaveMeeting = (site: Site, leg: Leg, reason?: EventReason): void => {
  const entering = asked(leg).find(({ rel }) => rel === 'onlineMeetingInvitation')
  if (entering !== undefined) return failInvitation(site, entering, reason?.subcode ?? 'Canceled')
  for (const invitation of asked(leg)) failInvitation(site, invitation, 'Canceled')
  depart(site, leg, reason)
}

/** Somebody goes: withdraws what she asked, declines what she was asked, or ends what she has. */
export const leave = (site: Site, leg: Leg): void => {
  const side = ringing(leg)
  if (side !== undefined && leg.state === 'Incoming') return declineInvitation(site, side, 'Local')
  if (leg.call.meeting !== undefined) return leaveMeeting(site, leg)
  for (const invitation of leg.call.invitations) failInvitation(site, invitation, 'Canceled')
  if (leg.state === 'Connected') endCall(site, leg.call, leg)
}

/** Takes messaging down, and with it a conversation that has nothing else. */
export const stopMessaging = (site: Site, leg: Leg): void => {
  const { invitations, meeting } = leg.call
  const side = ringing(leg)
  if (side !== undefined && leg.state === 'Connected') return declineInvitation(site, side, 'Local')
  const pending = [...invitations].filter(({ rel }) => rel === 'messagingInvitation')
  const mine = meeting === undefined ? pending : pending.filter(({ caller }) => caller === leg)
  for (const invitation of mine) failInvitation(site, invitation, 'Canceled')
  if (mine.length > 0 && leg.state !== 'Incoming') return
  if (meeting === undefined) leave(site, leg)
  else disconnectMessaging(leg)
}

/** An application has gone: it leaves everything it was in, and rings no more. */
export const vanish = (site: Site, legs: readonly Leg[]): void => {
  for (const leg of legs) {
    const side = ringing(leg)
    if (side !== undefined && leg.state === 'Incoming') stopRingingAt(site, side, 'Unreachable')
    else leave(site, leg)
  }
}
