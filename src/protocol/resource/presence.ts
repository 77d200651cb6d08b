import * as t from 'io-ts'
import { Link } from '../hypermedia.ts'
import { openEnum } from '../openEnum.ts'
import { struct } from '../struct.ts'

export const Availability = openEnum('Availability', [
  'Away',
  'BeRightBack',
  'Busy',
  'DoNotDisturb',
  'IdleBusy',
  'IdleOnline',
  'Offline',
  'Online',
])
export type Availability = t.TypeOf<typeof Availability>

/** How the user appears. There once she is available. */
export const Presence = struct(
  'Presence',
  {},
  { availability: Availability, activity: t.string, _links: struct('PresenceLinks', {}, { self: Link }) },
)
export type Presence = t.TypeOf<typeof Presence>
