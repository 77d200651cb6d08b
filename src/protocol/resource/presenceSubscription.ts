import * as t from 'io-ts'
import { Link } from '../hypermedia.ts'
import { struct } from '../struct.ts'

/** A subscription to the presence of some contacts. It ends by itself, unless it is extended by a POST to itself. */
export const PresenceSubscription = struct(
  'PresenceSubscription',
  {},
  { id: t.string, _links: struct('PresenceSubscriptionLinks', {}, { self: Link }) },
)
export type PresenceSubscription = t.TypeOf<typeof PresenceSubscription>
