import * as t from 'io-ts'
import { Link } from '../hypermedia.ts'
import { openEnum } from '../openEnum.ts'
import { struct } from '../struct.ts'

/** Who enters a meeting without waiting in the lobby. */
export const AccessLevel = openEnum('AccessLevel', ['Everyone', 'Invited', 'Locked', 'None', 'SameEnterprise'])
export type AccessLevel = t.TypeOf<typeof AccessLevel>

const OnlineMeetingLinks = struct(
  'OnlineMeetingLinks',
  {},
  { self: Link, conversation: Link, organizer: Link, phoneDialInInformation: Link },
)

/** The meeting that a conversation belongs to. `attendees` and `leaders` are SIP URIs of those invited as such. */
export const OnlineMeeting = struct(
  'OnlineMeeting',
  {},
  {
    accessLevel: AccessLevel,
    attendees: t.readonlyArray(t.string),
    automaticLeaderAssignment: t.string,
    conferenceId: t.string,
    description: t.string,
    disclaimerBody: t.string,
    disclaimerTitle: t.string,
    entryExitAnnouncement: t.string,
    expirationTime: t.string,
    hostingNetwork: t.string,
    joinUrl: t.string,
    largeMeeting: t.string,
    leaders: t.readonlyArray(t.string),
    lobbyBypassForPhoneUsers: t.string,
    onlineMeetingId: t.string,
    onlineMeetingRel: t.string,
    onlineMeetingUri: t.string,
    organizerName: t.string,
    organizerUri: t.string,
    phoneUserAdmission: t.string,
    subject: t.string,
    _links: OnlineMeetingLinks,
  },
)
export type OnlineMeeting = t.TypeOf<typeof OnlineMeeting>
