import type * as t from 'io-ts'
import { Link } from '../hypermedia.ts'
import { struct } from '../struct.ts'

/** The conversations the user is in now: links `conversation`, one or many. */
export const Conversations = struct('Conversations', { _links: struct('ConversationsLinks', {}, { self: Link }) }, {})
export type Conversations = t.TypeOf<typeof Conversations>
