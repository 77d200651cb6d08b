import type { ResourceEvent } from '../protocol/event/resourceEvent.ts'
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
  const conversation = ({ type, link, reason, _embedded }: ResourceEvent): void => {
    const href = place.absolute(link.href)
    fetcher.overtake(href)
    if (type === 'deleted') {
      directory.findConversation(href)?.send({ type: 'conversation.deleted' })
      return
    }
    const record = directory.conversation(href)
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
    else fetcher.get({ codec: Conversation, href, operation: 'conversation', found: follow })
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
