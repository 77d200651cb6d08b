import * as t from 'io-ts'
import { Link } from '../hypermedia.ts'
import { struct } from '../struct.ts'

const RecipientLinks = struct(
  'RecipientLinks',
  {},
  { self: Link, contact: Link, contactPhoto: Link, contactPresence: Link },
)

/** Somebody else who was in a past conversation. */
export const ConversationLogRecipient = struct(
  'ConversationLogRecipient',
  {},
  { displayName: t.string, sipUri: t.string, _links: RecipientLinks },
)
export type ConversationLogRecipient = t.TypeOf<typeof ConversationLogRecipient>
