import type { InvitationSide, Meeting, Seat } from './call.ts'
import { type Asked, startInvitation } from './invitation.ts'
import { joinMeeting } from './joinMeeting.ts'
import type { Site } from './site.ts'
import type { Topic } from './topic.ts'

/** Joins the meeting of a past conversation again; messaging follows once she is in, however long she waits. */
export const continueInMeeting = (
  site: Site,
  seat: Seat,
  meeting: Meeting,
  topic: Topic,
  asked: Omit<Asked, 'rel' | 'to'>,
): InvitationSide => {
  const { threadId, subject, importance } = topic
  const { leg } = joinMeeting(site, seat, meeting, { threadId, subject, importance })
  const side = startInvitation(site, leg, { ...asked, rel: 'messagingInvitation', to: meeting.uri })
  side.invitation.cancelTimeout()
  return side
}
