import * as t from 'io-ts'
import { Link } from '../hypermedia.ts'
import { struct } from '../struct.ts'

/** How much the user has missed. */
export const MissedItems = struct(
  'MissedItems',
  {},
  {
    conversationLogsCount: t.number,
    conversationLogsNotifications: t.string,
    missedConversationsCount: t.number,
    unreadMissedConversationsCount: t.number,
    unreadVoicemailsCount: t.number,
    voiceMailsCount: t.number,
    _links: struct('MissedItemsLinks', {}, { self: Link }),
  },
)
export type MissedItems = t.TypeOf<typeof MissedItems>
