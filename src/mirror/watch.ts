import type { ConversationLogsOptions } from '../client/history.ts'
import type { AudienceMessaging } from '../protocol/resource/conversation.ts'
import type { MissedItems } from '../protocol/resource/missedItems.ts'
import type { OnlineMeeting } from '../protocol/resource/onlineMeeting.ts'
import type { Contact } from '../runtime/contact.ts'
import type { LogRecord } from '../runtime/history.ts'
import type { Note, Presence } from '../runtime/me.ts'
import type { Participant } from '../runtime/roster.ts'
import type { Transcript } from '../runtime/transcript.ts'
import type { ContactPresence } from '../runtime/watchedContact.ts'

/** What is read only while somebody asks, by the name of its stream. */
export interface Watchable {
  readonly presence: Presence
  readonly note: Note
  readonly missedItems: MissedItems | undefined
  readonly contactPresence: ContactPresence
  readonly localParticipant: Participant | undefined
  readonly onlineMeeting: OnlineMeeting | undefined
  readonly audienceMessaging: AudienceMessaging | undefined
  readonly conversationLogs: ToldLog
  readonly transcripts: Pick<Transcript, 'resource' | 'from'>
}

export type ToldLog = Pick<LogRecord, 'href' | 'resource'>

/** A stream that somebody at a mirror has subscribed to. */
export type Watch =
  | { readonly stream: 'presence' | 'note' | 'missedItems' }
  | { readonly stream: 'contactPresence'; readonly contact: Contact | string }
  | { readonly stream: 'localParticipant' | 'onlineMeeting' | 'audienceMessaging'; readonly href: string }
  | { readonly stream: 'conversationLogs'; readonly options: ConversationLogsOptions }
  | { readonly stream: 'transcripts'; readonly log: string }

/** Read from the beginning to the end: another host would begin anew. */
export const isRead = ({ stream }: Watch): boolean => stream === 'conversationLogs' || stream === 'transcripts'
