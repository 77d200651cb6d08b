import { Conversation } from '../protocol/resource/conversation.ts'
import { Messaging } from '../protocol/resource/messaging.ts'
import type { Unanswered } from './charts.ts'
import type { ConversationRecord } from './conversation.ts'
import type { Directory } from './directory.ts'
import type { Fetcher } from './fetcher.ts'
import type { Place } from './place.ts'

interface Surroundings {
  readonly place: Place
  readonly directory: Directory
  readonly fetcher: Fetcher
}

/**
 * What becomes of a request to leave or to stop messaging that has no answer. If it
 * took place an event says so; if it did not none ever comes: so the server is asked
 * how things are.
 */
export const createUnanswered = ({ place, directory, fetcher }: Surroundings): Unanswered => {
  const find = (isAbout: (record: ConversationRecord) => boolean): ConversationRecord | undefined =>
    [...directory.conversations].find(isAbout)

  return {
    leave: (conversation, failure) => {
      const record = find(({ resource }) => resource !== undefined && resource === conversation)
      if (record === undefined) return
      record.unanswered('leave', failure)
      fetcher.get({
        codec: Conversation,
        href: record.href,
        operation: 'conversation',
        found: (body) => record.send({ type: 'conversation.updated', conversation: body }),
      })
    },
    stopMessaging: (messaging, failure) => {
      const record = find((one) => one.messaging !== undefined && one.messaging === messaging)
      const href = place.of(record?.resource?._links.messaging) ?? place.of(messaging?._links?.self)
      if (record === undefined || href === undefined) return
      record.unanswered('stopMessaging', failure)
      fetcher.get({
        codec: Messaging,
        href,
        operation: 'messaging',
        found: (body) => record.sendToMessaging({ type: 'messaging.updated', messaging: body }),
      })
    },
  }
}
