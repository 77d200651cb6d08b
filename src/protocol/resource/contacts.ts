import * as t from 'io-ts'
import { Link, LinkList } from '../hypermedia.ts'
import { struct } from '../struct.ts'
import { Contact } from './contact.ts'

const ContactList = t.readonlyArray(Contact, 'ContactList')

/** The user's contact list, with the contacts in it. */
export const MyContacts = struct(
  'MyContacts',
  {},
  {
    _links: struct('MyContactsLinks', {}, { self: Link, contact: LinkList }),
    _embedded: struct('MyContactsEmbedded', {}, { contact: ContactList }),
  },
)
export type MyContacts = t.TypeOf<typeof MyContacts>

/** What a search in the address book has found. */
export const Search = struct(
  'Search',
  {},
  {
    moreResultsAvailable: t.boolean,
    _links: struct('SearchLinks', {}, { self: Link }),
    _embedded: struct('SearchEmbedded', {}, { contact: ContactList }),
  },
)
export type Search = t.TypeOf<typeof Search>

/** Contacts whose presence is subscribed to, as links. */
export const SubscribedContacts = struct(
  'SubscribedContacts',
  {},
  { _links: struct('SubscribedContactsLinks', {}, { self: Link, contact: LinkList }) },
)
export type SubscribedContacts = t.TypeOf<typeof SubscribedContacts>
