import type * as t from 'io-ts'
import type { ResourceEvent } from '../protocol/event/resourceEvent.ts'
import { linksTo, type Link } from '../protocol/hypermedia.ts'
import { Participants } from '../protocol/resource/participants.ts'
import type { ConversationRecord } from './conversation.ts'
import type { ParticipantEvents } from './participantEvents.ts'
import type { Place } from './place.ts'

interface Surroundings {
  readonly place: Place
  readonly participant: ParticipantEvents
}

/** GETs one resource; undefined where it cannot be read. */
export type Read = <A>(codec: t.Type<A>, operation: string, url: string) => Promise<A | undefined>

/** After a gap: reads who is in a conversation now, in which role, who waits in the lobby and who types. */
export type RosterCatchUp = (conversation: ConversationRecord, read: Read) => Promise<void>

type Rel = 'participants' | 'leaders' | 'attendees' | 'lobby' | 'typingParticipants'

/** Whoever is found is told by the events that were missed. What cannot be read stays as it is, but for typing, which never lasts. */
export const createRosterCatchUp = ({ place, participant }: Surroundings): RosterCatchUp => {
  const eventsOf = (collection: Participants, rel: Rel): readonly ResourceEvent[] => {
    const within = rel === 'participants' ? {} : { in: { rel, href: collection._links?.self?.href ?? '' } }
    const added = (link: Link, body: ResourceEvent['_embedded']): ResourceEvent => ({
      link: { ...link, rel: 'participant' },
      ...within,
      _embedded: body,
      type: 'added',
    })
    return [
      ...linksTo(collection, 'participant').map((link) => added(link, undefined)),
      ...(collection._embedded?.participant ?? []).flatMap((body) =>
        body._links?.self ? [added(body._links.self, { participant: body })] : [],
      ),
    ]
  }

  return async (conversation, read) => {
    const missed = async (rel: Rel, link: Link | null | undefined): Promise<readonly ResourceEvent[] | undefined> => {
      const href = place.of(link)
      const collection = href === undefined ? undefined : await read(Participants, rel, href)
      return collection && eventsOf(collection, rel)
    }
    const links = conversation.resource?._links
    const [participants, leaders, attendees, lobby, typing] = await Promise.all([
      missed('participants', links?.participants),
      missed('leaders', links?.leaders),
      missed('attendees', links?.attendees),
      missed('lobby', links?.lobby),
      missed('typingParticipants', conversation.messaging?._links?.typingParticipants),
    ])
    const { roster } = conversation
    const isIn = (events: readonly ResourceEvent[], href: string): boolean =>
      events.some(({ link }) => place.absolute(link.href) === href)
    for (const event of [participants, leaders, attendees, lobby, typing].flatMap((events) => events ?? [])) {
      participant(conversation, event)
    }
    for (const { href } of roster.typing) if (!isIn(typing ?? [], href)) roster.stopTyping(href)
    for (const { href, inLobby } of roster.participants) {
      if (inLobby && lobby !== undefined && !isIn(lobby, href)) roster.leaveLobby(href)
      else if (!inLobby && participants !== undefined && !isIn(participants, href)) roster.leave(href)
    }
    conversation.askedOnlineMeeting?.read()
    conversation.askedLocalParticipant?.read()
    conversation.changed()
  }
}
