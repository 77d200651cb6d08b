import * as t from 'io-ts'
import { Link } from '../hypermedia.ts'
import { struct } from '../struct.ts'

const ContactLinks = struct(
  'ContactLinks',
  {},
  { self: Link, contactPresence: Link, contactNote: Link, contactLocation: Link },
)

/** A person or group that the user may communicate with. */
export const Contact = struct(
  'Contact',
  {},
  {
    name: t.string,
    uri: t.string,
    title: t.string,
    company: t.string,
    department: t.string,
    office: t.string,
    type: t.string,
    sourceNetwork: t.string,
    emailAddresses: t.readonlyArray(t.string),
    _links: ContactLinks,
  },
)
export type Contact = t.TypeOf<typeof Contact>
