import * as t from 'io-ts'
import { Link } from '../hypermedia.ts'
import { struct } from '../struct.ts'

const MeLinks = struct(
  'MeLinks',
  {},
  { self: Link, makeMeAvailable: Link, reportMyActivity: Link, presence: Link, note: Link, location: Link },
)

/** The signed-in user. `makeMeAvailable` is there until it was called, `reportMyActivity` from then on. */
export const Me = struct(
  'Me',
  {},
  {
    name: t.string,
    uri: t.string,
    title: t.string,
    company: t.string,
    department: t.string,
    officeLocation: t.string,
    endpointUri: t.string,
    emailAddresses: t.readonlyArray(t.string),
    _links: MeLinks,
  },
)
export type Me = t.TypeOf<typeof Me>
