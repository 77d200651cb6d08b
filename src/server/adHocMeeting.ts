import type { Account } from './accounts.ts'
import type { Call, Meeting } from './call.ts'
import { meetingUri, scheduleMeeting } from './scheduledMeeting.ts'
import type { Site } from './site.ts'

/** The call is this meeting from now on. */
export const beginMeeting = (meeting: Meeting, call: Call): void => {
  meeting.call = call
  call.meeting = meeting
}

/** A meeting that begins now and is over when the last one leaves. */
export const createAdHocMeeting = (site: Site, organizer: Account, call: Call): Meeting => {
  const meeting: Meeting = {
    ...scheduleMeeting({
      uri: meetingUri(organizer.uri, site.random),
      organizerName: organizer.name,
      subject: call.subject,
      leaders: [],
      hasLobby: false,
    }),
    isScheduled: false,
  }
  beginMeeting(meeting, call)
  site.meetings.add(meeting)
  return meeting
}
