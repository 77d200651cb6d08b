import type { AudienceMessaging } from '../protocol/resource/conversation.ts'
import type { OnlineMeeting } from '../protocol/resource/onlineMeeting.ts'
import type { ConversationRecord } from '../runtime/conversation.ts'
import type { Participant } from '../runtime/roster.ts'
import { Live } from './live.ts'

/** What of a conversation few ask for. */
export class ConversationMeeting {
  readonly onlineMeeting$: Live<OnlineMeeting | undefined>
  readonly localParticipant$: Live<Participant | undefined>
  readonly audienceMessaging$: Live<AudienceMessaging | undefined>

  constructor(record: ConversationRecord) {
    this.onlineMeeting$ = new Live(record, () => record.onlineMeeting.value)
    this.localParticipant$ = new Live(record, () => record.localParticipant.value)
    this.audienceMessaging$ = new Live(record, () => record.resource?.audienceMessaging ?? undefined)
  }
}
