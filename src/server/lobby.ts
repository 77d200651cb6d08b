import { announceConversation, announceLocalParticipant } from './announce.ts'
import { announceIn } from './announceMeeting.ts'
import type { InvitationSide, Leg } from './call.ts'
import { enterJoining } from './enterMeeting.ts'
import { failInvitation } from './invitation.ts'
import { present } from './meeting.ts'
import type { Site } from './site.ts'
import { writeDown } from './writeDown.ts'

/** Somebody is to be admitted before she is in. */
export const waitInLobby = (site: Site, { leg, invitation }: InvitationSide): void => {
  leg.state = 'InLobby'
  writeDown(site, leg, { event: 'lobbyEntered' })
  announceConversation(leg, 'updated')
  announceLocalParticipant(leg, 'updated')
  for (const other of present(leg.call)) announceIn(other, leg, 'lobby', 'added')
  invitation.cancelTimeout()
  invitation.cancelTimeout = site.timers.after(site.times.lobby, () => failInvitation(site, invitation, 'Timeout'))
}

/** What brought somebody to the lobby. */
const joining = (leg: Leg): InvitationSide | undefined =>
  [...leg.invitations.values()].find(
    ({ invitation }) => invitation.rel === 'onlineMeetingInvitation' && !invitation.isOver,
  )

export const admit = (site: Site, leg: Leg): void => {
  const side = joining(leg)
  if (side === undefined) return
  for (const other of present(leg.call)) announceIn(other, leg, 'lobby', 'deleted')
  enterJoining(site, side)
}

export const reject = (site: Site, leg: Leg): void => {
  const side = joining(leg)
  if (side !== undefined) failInvitation(site, side.invitation, 'Denied')
}
