import { type Leg, ringingSides } from './call.ts'
import { endCall } from './hangUp.ts'
import { declineInvitation, failInvitation, stopRingingAt } from './invitation.ts'
import type { Site } from './site.ts'

/** The side of this leg that rings, if one does. */
const ringing = (leg: Leg) =>
  leg.call.invitation === undefined ? undefined : ringingSides(leg.call.invitation).find((side) => side.leg === leg)

/** Somebody goes: withdraws what she asked, declines what she was asked, or ends what she has. */
export const leave = (site: Site, leg: Leg): void => {
  const { invitation } = leg.call
  const side = ringing(leg)
  if (leg.state === 'Connected') {
    if (invitation !== undefined) failInvitation(site, invitation, 'Canceled')
    return endCall(site, leg.call, leg)
  }
  if (side !== undefined) return declineInvitation(site, side, 'Local')
  if (invitation !== undefined) failInvitation(site, invitation, 'Canceled')
}

/** Takes messaging down, and with it a conversation that has nothing else. */
export const stopMessaging = (site: Site, leg: Leg): void => {
  const { invitation } = leg.call
  if (leg.state !== 'Connected' || invitation === undefined) return leave(site, leg)
  const side = ringing(leg)
  if (side !== undefined) return declineInvitation(site, side, 'Local')
  failInvitation(site, invitation, 'Canceled')
}

/** An application has gone: it leaves everything it was in, and rings no more. */
export const vanish = (site: Site, legs: readonly Leg[]): void => {
  for (const leg of legs) {
    const side = ringing(leg)
    if (side !== undefined && leg.state === 'Incoming') stopRingingAt(site, side, 'Unreachable')
    else leave(site, leg)
  }
}
