import * as t from 'io-ts'
import { Link } from '../hypermedia.ts'
import { openEnum } from '../openEnum.ts'
import { struct } from '../struct.ts'
import { ConversationLogRecipient } from './conversationLogRecipient.ts'
import { Direction } from './direction.ts'
import { Importance } from './importance.ts'

/** How a past conversation ended: Archived ones were answered. */
export const ConversationLogStatus = openEnum('ConversationLogStatus', ['Archived', 'Missed'])
export type ConversationLogStatus = t.TypeOf<typeof ConversationLogStatus>

export const ConversationLogType = openEnum('ConversationLogType', [
  'AppSharingLog',
  'AudioLog',
  'ConferenceLog',
  'MessageLog',
  'UnknownLog',
  'VideoLog',
])
export type ConversationLogType = t.TypeOf<typeof ConversationLogType>

const ConversationLogLinks = struct(
  'ConversationLogLinks',
  { self: Link },
  { continueMessaging: Link, conversationLogTranscripts: Link, markAsRead: Link },
)
const ConversationLogEmbedded = struct(
  'ConversationLogEmbedded',
  {},
  { conversationLogRecipient: t.readonlyArray(ConversationLogRecipient) },
)

/** One past conversation. `continueMessaging` is there where it can be taken up again. */
export const ConversationLog = struct(
  'ConversationLog',
  { _links: ConversationLogLinks },
  {
    creationTime: t.string,
    direction: Direction,
    importance: Importance,
    modalities: t.readonlyArray(t.string),
    onlineMeetingUri: t.string,
    previewMessage: t.string,
    status: ConversationLogStatus,
    subject: t.string,
    threadId: t.string,
    totalRecipientsCount: t.number,
    type: ConversationLogType,
    _embedded: ConversationLogEmbedded,
  },
)
export type ConversationLog = t.TypeOf<typeof ConversationLog>
