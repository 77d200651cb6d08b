import { sipUri } from './accounts.ts'
import type { Meeting } from './call.ts'

/** The meetings that can be joined. */
export interface Meetings {
  readonly add: (meeting: Meeting) => void
  /** Finds without regard to case. */
  readonly find: (uri: string) => Meeting | undefined
  /** Everybody has left: what was not scheduled is over. */
  readonly adjourn: (meeting: Meeting) => void
}

export const createMeetings = (scheduled: readonly Meeting[]): Meetings => {
  const byUri = new Map(scheduled.map((meeting) => [sipUri(meeting.uri), meeting]))
  return {
    add: (meeting) => void byUri.set(sipUri(meeting.uri), meeting),
    find: (uri) => byUri.get(sipUri(uri)),
    adjourn: (meeting) => {
      meeting.call = undefined
      if (!meeting.isScheduled) byUri.delete(sipUri(meeting.uri))
    },
  }
}
