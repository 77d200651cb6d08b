import { either as E } from 'fp-ts'
import type { Outcome } from '../protocol/failure.ts'
import { Participant } from '../protocol/resource/participant.ts'
import { isObject } from '../protocol/struct.ts'
import { admit } from '../service/admit.ts'
import { invalidInput, notAvailable, type Wire } from '../service/command.ts'
import { demote } from '../service/demote.ts'
import { disableAudienceMessaging } from '../service/disableAudienceMessaging.ts'
import { eject } from '../service/eject.ts'
import { enableAudienceMessaging } from '../service/enableAudienceMessaging.ts'
import { promote } from '../service/promote.ts'
import { reject } from '../service/reject.ts'
import { userAcknowledged } from '../service/userAcknowledged.ts'
import { readResource } from '../transport/readResource.ts'
import type { ConversationRecord } from './conversation.ts'
import type { Place } from './place.ts'

const ofParticipants = { admit, reject, eject, promote, demote }
const ofConversations = { disableAudienceMessaging, enableAudienceMessaging, userAcknowledged }

/** What a leader does with somebody in a meeting or its lobby. */
export type ParticipantVerb = keyof typeof ofParticipants

/** What a leader does with a meeting, and anybody with a conversation that was accepted for her. */
export type ConversationVerb = keyof typeof ofConversations

interface Someone {
  /** Absolute URL. */
  readonly href: string
}

interface Surroundings {
  readonly wire: Wire
  readonly place: Place
  /** Aborts with the present application. */
  readonly life: () => AbortSignal
}

/** What leaders of a meeting may do, and what else follows a link of a conversation. A link that is not there is NotAvailable: who may do what changes at any time. */
export interface Moderation {
  /**
   * Reads the participant first, since only her links tell what is allowed now. One of a conversation that is over is not
   * asked for: if its application is gone, the answer would be taken for the loss of the present one.
   */
  readonly moderate: (
    conversation: ConversationRecord,
    participant: Someone,
    verb: ParticipantVerb,
  ) => Promise<Outcome<void>>
  readonly manage: (conversation: ConversationRecord, verb: ConversationVerb) => Promise<Outcome<void>>
}

/** Whoever has been told of in it, the user herself included. */
const isOf = ({ roster, askedLocalParticipant }: ConversationRecord, href: unknown): boolean =>
  typeof href === 'string' && (roster.find(href) !== undefined || askedLocalParticipant?.value?.href === href)

export const createModeration = ({ wire, place, life }: Surroundings): Moderation => ({
  moderate: async (conversation, participant, verb) => {
    if (conversation.isOver) return E.left(notAvailable(verb))
    if (!isObject(participant) || !isOf(conversation, participant.href)) {
      const broken = [{ path: '/participant', expected: 'must be one of participants$', got: 'something else' }]
      return E.left(invalidInput(verb, broken))
    }
    const signal = life()
    const request = { operation: 'participant', url: participant.href }
    const read = await readResource(wire.exchange, Participant, request, signal)()
    if (E.isLeft(read)) return read
    return ofParticipants[verb](wire)({ href: place.of(read.right.value._links?.[verb]) }, signal)()
  },
  manage: (conversation, verb) => {
    const links = conversation.isOver ? undefined : conversation.resource?._links
    return ofConversations[verb](wire)({ href: place.of(links?.[verb]) }, life())()
  },
})
