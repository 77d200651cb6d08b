import type * as t from 'io-ts'
import { Link } from '../hypermedia.ts'
import { struct } from '../struct.ts'

const PeopleLinks = struct(
  'PeopleLinks',
  {},
  { self: Link, myContacts: Link, search: Link, presenceSubscriptions: Link, subscribedContacts: Link },
)

/** Where contacts are found and their presence is subscribed to; the sender of the events about both. */
export const People = struct('People', {}, { _links: PeopleLinks })
export type People = t.TypeOf<typeof People>
