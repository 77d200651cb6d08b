import { type InvitationSide, ringingSides } from './call.ts'
import { connect } from './connect.ts'
import { enterInvited } from './enterMeeting.ts'
import { endInvited } from './hangUp.ts'
import { closeInvitation } from './invitation.ts'
import { endingForCallee } from './reasons.ts'
import type { Site } from './site.ts'
import { writeDown } from './writeDown.ts'

/** The first to accept gets the conversation; it stops ringing everywhere else. */
export const acceptInvitation = (site: Site, side: InvitationSide): void => {
  const { leg, invitation } = side
  closeInvitation(invitation)
  writeDown(site, leg, { event: 'invitationAccepted', ...(side.isAutomatic ? { outcome: 'AutoAccepted' } : {}) })
  for (const other of ringingSides(invitation)) {
    if (other === side) continue
    if (other.leg.seat.account !== leg.seat.account) other.acceptedByContact = leg.seat.account
    endInvited(site, other, endingForCallee('ConnectedElsewhere'))
  }
  if (invitation.rel === 'messagingInvitation') connect(site, side)
  else enterInvited(site, side)
}
