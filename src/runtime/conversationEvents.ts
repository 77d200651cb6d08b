import type { ResourceEvent } from '../protocol/event/resourceEvent.ts'
import { Conversation } from '../protocol/resource/conversation.ts'
import { Messaging } from '../protocol/resource/messaging.ts'
import { Participant } from '../protocol/resource/participant.ts'
import type { ConversationRecord } from './conversation.ts'
import type { Directory } from './directory.ts'
import type { Fetcher } from './fetcher.ts'
import type { Place } from './place.ts'

interface Surroundings {
  readonly place: Place
  readonly directory: Directory
  readonly fetcher: Fetcher
}

/** What becomes of the events about conversations, their messaging and who is in them. */
export interface ConversationEvents {
  readonly conversation: (event: ResourceEvent) => void
  readonly messaging: (conversation: ConversationRecord, event: ResourceEvent) => void
  readonly participant: (conversation: ConversationRecord, event: ResourceEvent) => void
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
    const follow = (body: Conversation): void =>
      record.send({
        type: type === 'added' ? 'conversation.added' : 'conversation.updated',
        conversation: body,
        reason: reason ?? undefined,
      })
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

  const learn = (record: ConversationRecord, href: string, body: Participant | null | undefined): void => {
    if (body) {
      record.roster.learn(href, body)
      return
    }
    if (record.roster.find(href)?.uri !== undefined) return
    fetcher.get({
      codec: Participant,
      href,
      operation: 'participant',
      found: (participant) => {
        record.roster.learn(href, participant)
        record.changed()
      },
    })
  }

  /** `in` turns the meaning: only an event without it is about being in the conversation. */
  const participant = (record: ConversationRecord, event: ResourceEvent): void => {
    const href = place.absolute(event.link.href)
    const { type } = event
    const isTyping = event.in?.rel === 'typingParticipants'
    if (event.link.title) record.roster.learn(href, { name: event.link.title })
    if (type === 'deleted') {
      if (isTyping) record.roster.stopTyping(href)
      else if (!event.in) record.roster.leave(href)
    } else {
      if (isTyping) record.roster.startTyping(href)
      else if (!event.in) record.roster.enter(href)
      if (!isTyping) learn(record, href, event._embedded?.participant)
    }
    record.changed()
  }

  return { conversation, messaging, participant }
}
