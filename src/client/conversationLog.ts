import type { Observable } from 'rxjs'
import { decodeDate } from '../protocol/date.ts'
import type {
  ConversationLog as ConversationLogResource,
  ConversationLogStatus,
  ConversationLogType,
} from '../protocol/resource/conversationLog.ts'
import { isObject } from '../protocol/struct.ts'
import type { LogRecord } from '../runtime/history.ts'
import type { Person } from '../runtime/message.ts'
import type { Transcript } from '../runtime/transcript.ts'
import type { Command } from './command.ts'

/** What can be done with a log: by the runtime, or by whoever has one elsewhere. */
export interface LogVerbs {
  readonly transcripts: () => Observable<Transcript>
  readonly markAsRead: () => Command
  readonly remove: () => Command
}

/**
 * One past conversation, as it was when it was read: nothing in it changes.
 * What it offers lasts as long as the application it was read in: after a new
 * sign-in, read it again.
 */
export class ConversationLog {
  readonly #record: LogRecord
  readonly #verbs: LogVerbs

  constructor(record: LogRecord, verbs: LogVerbs) {
    this.#record = record
    this.#verbs = verbs
  }

  /** Undefined for what is no log of this library. */
  static recordOf(log: unknown): LogRecord | undefined {
    return isObject(log) && #record in log ? log.#record : undefined
  }

  /** Absolute URL. */
  get href(): string {
    return this.#record.href
  }

  /** The body as it was read, unknown properties included. A link in it is a capability. */
  get resource(): ConversationLogResource {
    return this.#record.resource
  }

  /** As the server keeps it; so are all properties below, undefined where it has none. */
  get subject(): string | undefined {
    return this.resource.subject ?? undefined
  }

  /** Names the thread: `continueMessaging` goes on in it. */
  get threadId(): string | undefined {
    return this.resource.threadId ?? undefined
  }

  /** `Normal`, `Urgent` or `Emergency`. */
  get importance(): string | undefined {
    return this.resource.importance ?? undefined
  }

  /** `Outgoing` where the user began it. */
  get direction(): string | undefined {
    return this.resource.direction ?? undefined
  }

  /** `Missed` where she did not answer. */
  get status(): ConversationLogStatus | undefined {
    return this.resource.status ?? undefined
  }

  /** `MessageLog`, `ConferenceLog`, … */
  get type(): ConversationLogType | undefined {
    return this.resource.type ?? undefined
  }

  /** Such as `Messaging`; empty where the server has none. */
  get modalities(): readonly string[] {
    return this.resource.modalities ?? []
  }

  /** When the conversation began. */
  get creationTime(): Date | undefined {
    return decodeDate(this.resource.creationTime ?? '')
  }

  /** The beginning of what was said. */
  get previewMessage(): string | undefined {
    return this.resource.previewMessage ?? undefined
  }

  /** Where a meeting can be joined again. */
  get onlineMeetingUri(): string | undefined {
    return this.resource.onlineMeetingUri ?? undefined
  }

  /** Who else was in it. The server may list only some of many: `resource.totalRecipientsCount` counts all. */
  get recipients(): readonly Person[] {
    return (this.resource._embedded?.conversationLogRecipient ?? []).map(({ displayName, sipUri }) => ({
      name: displayName ?? undefined,
      uri: sipUri ?? undefined,
    }))
  }

  /**
   * What was said, oldest first. Cold: each subscription reads one page after
   * another, the next one when all of this one has been handed out, so that
   * `take` saves the rest. An entry that is no message passes through: its
   * `kind` tells. Completes after the last; errors with CommandFailed,
   * ConnectionLost or ClientClosed.
   */
  get transcripts$(): Observable<Transcript> {
    return this.#verbs.transcripts()
  }

  /** Marks it as read, so that it counts as unread in `missedItems$` no more. Where the link is not there, nothing is sent. */
  markAsRead(): Command {
    return this.#verbs.markAsRead()
  }

  /** Removes it from the history of the user; the others keep theirs. */
  remove(): Command {
    return this.#verbs.remove()
  }
}
