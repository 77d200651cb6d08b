import type { ResourceEvent } from '../protocol/event/resourceEvent.ts'
import type { Reason } from '../protocol/reason.ts'
import { Conversation } from '../protocol/resource/conversation.ts'
import { Messaging } from '../protocol/resource/messaging.ts'
import type { ConversationRecord } from './conversation.ts'
import type { Directory } from './directory.ts'
import type { Fetcher } from './fetcher.ts'
import type { Place } from './place.ts'

interface Surroundings {
  readonly place: Place
  readonly directory: Directory
  readonly fetcher: Fetcher
}

/** What becomes of the events about conversations, their messaging and their meeting. */
export interface ConversationEvents {
  readonly conversation: (event: ResourceEvent) => void
  readonly messaging: (conversation: ConversationRecord, event: ResourceEvent) => void
  readonly onlineMeeting: (conversation: ConversationRecord, event: ResourceEvent) => void
}

export const createConversationEvents = ({ place, directory, fetcher }: Surroundings): ConversationEvents => {
  /** Of the last event, where it brought no body: the end often comes before that is read. */
  const reasons = new WeakMap<ConversationRecord, Reason>()

  const conversation = ({ type, link, reason, _embedded }: ResourceEvent): void => {
    const href = place.absolute(link.href)
    fetcher.overtake(href)
    if (type === 'deleted') {
      const record = directory.findConversation(href)
      if (record !== undefined) record.send({ type: 'conversation.deleted', reason: reason ?? reasons.get(record) })
      return
    }
    const record = directory.conversation(href)
    reasons.delete(record)
    const follow = (body: Conversation): void => {
      record.send({
        type: type === 'added' ? 'conversation.added' : 'conversation.updated',
        conversation: body,
        reason: reason ?? undefined,
      })
      record.askedOnlineMeeting?.readWhereMissing()
      record.askedLocalParticipant?.readWhereMissing()
    }
    if (_embedded?.conversation) follow(_embedded.conversation)
    else {
      if (reason) reasons.set(record, reason)
      fetcher.get({ codec: Conversation, href, operation: 'conversation', found: follow })
    }
  }

  const messaging = (record: ConversationRecord, { type, link, reason, _embedded }: ResourceEvent): void => {
    if (type === 'deleted') return
    const href = place.absolute(link.href)
    fetcher.overtake(href)
    const follow = (body: Messaging): void =>
      record.sendToMessaging({ type: 'messaging.updated', messaging: body, reason: reason ?? undefined })
    if (_embedded?.messaging) follow(_embedded.messaging)
    else fetcher.get({ codec: Messaging, href, operation: 'messaging', found: follow })
  }

  const onlineMeeting = ({ askedOnlineMeeting: asked }: ConversationRecord, event: ResourceEvent): void => {
    if (asked === undefined) return
    fetcher.overtake(place.absolute(event.link.href))
    const body = event._embedded?.onlineMeeting
    if (event.type === 'deleted') asked.learn(undefined)
    else if (body) asked.learn(body)
    else asked.read()
  }

  return { conversation, messaging, onlineMeeting }
}
