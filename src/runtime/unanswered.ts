import type { Link } from '../protocol/hypermedia.ts'
import type { Failure } from '../protocol/failure.ts'
import { Conversation } from '../protocol/resource/conversation.ts'
import { Messaging } from '../protocol/resource/messaging.ts'
import { MessagingInvitation } from '../protocol/resource/messagingInvitation.ts'
import type { Unanswered } from './charts.ts'
import type { ConversationRecord } from './conversation.ts'
import type { Directory } from './directory.ts'
import type { Fetcher } from './fetcher.ts'
import { isRinging } from './invitationEvents.ts'
import type { Place } from './place.ts'

interface Surroundings {
  readonly place: Place
  readonly directory: Directory
  readonly fetcher: Fetcher
}

interface Body {
  readonly _links?: { readonly self?: Link | null } | null
}

/** It is over, and an event has said how, or will. */
const isGone = (failure: Failure | undefined): boolean =>
  failure?.name === 'Refused' && (failure.status === 404 || failure.status === 410)

/**
 * What becomes of a request to leave, to stop messaging or to cancel that has no answer. If it
 * took place an event says so; if it did not none ever comes: so the server is asked
 * how things are. An invitation of which it says nothing for good may be withdrawn again, as what was to be left or stopped may.
 */
export const createUnanswered = ({ place, directory, fetcher }: Surroundings): Unanswered => {
  /** Events may have brought another body since the request went out. */
  const isSame = (body: Body | undefined, asked: Body | undefined): boolean => {
    if (body === undefined || asked === undefined) return false
    const self = place.of(body._links?.self)
    return body === asked || (self !== undefined && self === place.of(asked._links?.self))
  }
  const find = (isAbout: (record: ConversationRecord) => boolean): ConversationRecord | undefined =>
    [...directory.conversations].find(isAbout)

  return {
    leave: (conversation, failure) => {
      const record = find(({ resource }) => isSame(resource, conversation))
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
      const record = find((one) => isSame(one.messaging, messaging))
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
    cancel: (invitation, failure) => {
      const href = place.of(invitation?._links.self)
      if (href === undefined) return
      const record = directory.findOutgoingAt(href)
      if (record === undefined) return
      const ringsOn = (): void => record.send({ type: 'invitation.ringsOn', failure })
      // Whatever an event tells meanwhile, as long as it is not the end.
      fetcher.getAnyway({
        codec: MessagingInvitation,
        href,
        operation: 'messagingInvitation',
        found: (body) => {
          if (isRinging(body)) ringsOn()
        },
        missed: (why) => {
          if (!isGone(why)) ringsOn()
        },
      })
    },
  }
}
