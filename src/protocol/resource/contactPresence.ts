import * as t from 'io-ts'
import { Link } from '../hypermedia.ts'
import { openEnum } from '../openEnum.ts'
import { struct } from '../struct.ts'
import { Availability } from './presence.ts'

export const ContactDeviceType = openEnum('ContactDeviceType', ['DeskPhone', 'Mobile', 'PC', 'Unknown', 'Web'])
export type ContactDeviceType = t.TypeOf<typeof ContactDeviceType>

/** How a contact appears. Changes are told only to those who have a presenceSubscription for her. */
export const ContactPresence = struct(
  'ContactPresence',
  {},
  {
    availability: Availability,
    activity: t.string,
    deviceType: ContactDeviceType,
    lastActive: t.string,
    _links: struct('ContactPresenceLinks', {}, { self: Link }),
  },
)
export type ContactPresence = t.TypeOf<typeof ContactPresence>
