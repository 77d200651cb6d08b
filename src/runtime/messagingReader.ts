import { either as E } from 'fp-ts'
import { Messaging } from '../protocol/resource/messaging.ts'
import type { Wire } from '../service/command.ts'
import { readResource } from '../transport/readResource.ts'
import type { ConversationRecord } from './conversation.ts'
import type { Place } from './place.ts'

interface Surroundings {
  readonly wire: Wire
  readonly place: Place
}

/**
 * The messaging of a conversation, read where no event has brought it: who joins
 * a meeting hears of none. Nothing where it cannot be read.
 */
export const createMessagingReader =
  ({ wire, place }: Surroundings) =>
  async (conversation: ConversationRecord, signal: AbortSignal): Promise<Messaging | undefined> => {
    const url = place.of(conversation.resource?._links.messaging)
    const { messaging, isOver } = conversation
    if (isOver || messaging !== undefined || url === undefined) return messaging
    const read = await readResource(wire.exchange, Messaging, { operation: 'messaging', url }, signal)()
    if (conversation.messaging === undefined && E.isRight(read)) {
      conversation.sendToMessaging({ type: 'messaging.updated', messaging: read.right.value })
    }
    return conversation.messaging
  }
