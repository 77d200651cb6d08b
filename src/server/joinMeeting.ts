import { announceConversation, announceLocalParticipant } from './announce.ts'
import type { Call, InvitationSide, Meeting, Seat } from './call.ts'
import { enterJoining } from './enterMeeting.ts'
import { startInvitation } from './invitation.ts'
import { addLeg, createCall } from './leg.ts'
import { waitInLobby } from './lobby.ts'
import { beginMeeting, createAdHocMeeting } from './adHocMeeting.ts'
import { mustWait } from './meeting.ts'
import type { Site } from './site.ts'
import { soon } from './soon.ts'
import type { Topic } from './topic.ts'

/** What somebody says who joins. */
export interface Joining extends Topic {
  readonly operationId?: string
  /** How somebody without an account wants to be called. */
  readonly name?: string
}

const join = (site: Site, seat: Seat, meeting: Meeting, call: Call, { operationId, name }: Joining): InvitationSide => {
  const leg = addLeg(site, call, seat, { state: 'Conferencing', ...(name === undefined ? {} : { name }) })
  const side = startInvitation(site, leg, {
    rel: 'onlineMeetingInvitation',
    to: meeting.uri,
    ...(operationId === undefined ? {} : { operationId }),
  })
  announceConversation(leg, 'added')
  announceLocalParticipant(leg)
  soon(site, () => {
    if (side.invitation.isOver) return
    if (mustWait(meeting, leg)) waitInLobby(site, side)
    else enterJoining(site, side)
  })
  return side
}

/** Joins a meeting that was scheduled, or goes on. Whoever comes first begins it. */
export const joinMeeting = (site: Site, seat: Seat, meeting: Meeting, joining: Joining): InvitationSide => {
  const call = meeting.call ?? createCall(joining.threadId, meeting.subject, joining.importance)
  beginMeeting(meeting, call)
  return join(site, seat, meeting, call, joining)
}

/** Begins a meeting of one's own. */
export const startMeeting = (site: Site, seat: Seat, joining: Joining): InvitationSide => {
  const call = createCall(joining.threadId, joining.subject, joining.importance)
  return join(site, seat, createAdHocMeeting(site, seat.account, call), call, joining)
}
