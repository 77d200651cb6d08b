import type { Conversation } from '../protocol/resource/conversation.ts'
import { OnlineMeeting } from '../protocol/resource/onlineMeeting.ts'
import { Participant as ParticipantResource } from '../protocol/resource/participant.ts'
import type { Fetcher } from './fetcher.ts'
import { Followed } from './followed.ts'
import type { Place } from './place.ts'
import { learned, type Participant } from './roster.ts'

interface Surroundings {
  readonly place: Place
  readonly fetcher: Fetcher
}

/** The conversation that something is read of. */
interface Owner {
  readonly isOver: boolean
  readonly resource: Conversation | undefined
  readonly changed: () => void
}

/** What of a conversation is read only where somebody asks for it. */
export interface Following {
  readonly onlineMeeting: (conversation: Owner) => Followed<OnlineMeeting>
  readonly localParticipant: (conversation: Owner) => Followed<Participant>
}

export const createFollowing = ({ place, fetcher }: Surroundings): Following => {
  const hrefIn = (conversation: Owner, rel: 'onlineMeeting' | 'localParticipant') => () =>
    conversation.isOver ? undefined : place.of(conversation.resource?._links[rel])

  return {
    onlineMeeting: (conversation) =>
      new Followed({
        href: hrefIn(conversation, 'onlineMeeting'),
        get: (href, found) => fetcher.get({ codec: OnlineMeeting, href, operation: 'onlineMeeting', found }),
        changed: () => conversation.changed(),
      }),
    localParticipant: (conversation) =>
      new Followed({
        href: hrefIn(conversation, 'localParticipant'),
        get: (href, found) =>
          fetcher.get({
            codec: ParticipantResource,
            href,
            operation: 'localParticipant',
            found: (body) => found(learned(href, body, undefined)),
          }),
        changed: () => conversation.changed(),
      }),
  }
}
