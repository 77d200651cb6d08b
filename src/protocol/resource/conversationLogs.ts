import type * as t from 'io-ts'
import { Link } from '../hypermedia.ts'
import { struct } from '../struct.ts'

/** The user's past conversations: links `conversationLog`, an array whatever their number; without any, no links may come. */
export const ConversationLogs = struct(
  'ConversationLogs',
  {},
  { _links: struct('ConversationLogsLinks', {}, { self: Link }) },
)
export type ConversationLogs = t.TypeOf<typeof ConversationLogs>
