import { identifier, type Random } from '../seam/random.ts'
import type { Meeting } from './call.ts'

const conference = ';gruu;opaque=app:conf:focus:id:'

/** What somebody who schedules a meeting says of it. */
export interface Agenda {
  readonly uri: string
  readonly organizerName: string
  readonly subject: string
  /** SIP URIs. */
  readonly leaders: readonly string[]
  readonly hasLobby: boolean
}

/** A new address for a meeting of this organizer. */
export const meetingUri = (organizer: string, random: Random): string =>
  `${organizer}${conference}${identifier(random).slice(0, 8).toUpperCase()}`

/** Who has called the meeting: its URI begins with hers. */
export const organizerOf = (uri: string): string => uri.split(';', 1)[0] ?? uri

export const scheduleMeeting = ({ uri, organizerName, subject, leaders, hasLobby }: Agenda): Meeting => ({
  uri,
  id: uri.slice(uri.lastIndexOf(':') + 1),
  subject,
  organizer: { uri: organizerOf(uri), name: organizerName },
  leaders: new Set(leaders),
  hasLobby,
  isScheduled: true,
  audienceMessaging: 'Enabled',
  call: undefined,
})
