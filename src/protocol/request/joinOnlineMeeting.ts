import type * as t from 'io-ts'
import { SipUri } from '../rule.ts'
import { struct } from '../struct.ts'
import { StartOnlineMeeting } from './startOnlineMeeting.ts'

/**
 * Body of the POST to `joinOnlineMeeting`. A meeting's URI is its organizer's with parameters:
 * `sip:tosh@contoso.com;gruu;opaque=app:conf:focus:id:4Q1B2C`; without one a new meeting begins.
 */
export const JoinOnlineMeeting = struct(
  'JoinOnlineMeeting',
  {},
  { ...StartOnlineMeeting.optional, onlineMeetingUri: SipUri },
)
export type JoinOnlineMeeting = t.TypeOf<typeof JoinOnlineMeeting>
