import { decodeDate } from '../protocol/date.ts'
import type {
  ConversationLog as ConversationLogResource,
  ConversationLogStatus,
  ConversationLogType,
} from '../protocol/resource/conversationLog.ts'
import type { LogRecord } from '../runtime/history.ts'
import type { Person } from '../runtime/message.ts'

/**
 * One past conversation, as it was when it was read: nothing in it changes.
 * What it offers lasts as long as the application it was read in: after a new
 * sign-in, read it again.
 */
export class ConversationLog {
  readonly #record: LogRecord

  constructor(record: LogRecord) {
    this.#record = record
  }

  static recordOf(log: ConversationLog): LogRecord {
    return log.#record
  }

  /** Absolute URL. */
  get href(): string {
    return this.#record.href
  }

  /** The body as it was read, unknown properties included. A link in it is a capability. */
  get resource(): ConversationLogResource {
    return this.#record.resource
  }

  get subject(): string | undefined {
    return this.resource.subject ?? undefined
  }

  get threadId(): string | undefined {
    return this.resource.threadId ?? undefined
  }

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

  get modalities(): readonly string[] {
    return this.resource.modalities ?? []
  }

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
}
