import type { ResourceEvent } from '../protocol/event/resourceEvent.ts'
import { Participant, type Role } from '../protocol/resource/participant.ts'
import type { ConversationRecord } from './conversation.ts'
import type { Fetcher } from './fetcher.ts'
import type { Place } from './place.ts'
import { learned } from './roster.ts'

interface Surroundings {
  readonly place: Place
  readonly fetcher: Fetcher
}

/** What becomes of the events about who is in a conversation, the user herself included. */
export type ParticipantEvents = (conversation: ConversationRecord, event: ResourceEvent) => void

const roleIn: ReadonlyMap<string | undefined, Role> = new Map<string, Role>([
  ['leaders', 'Leader'],
  ['attendees', 'Attendee'],
])

/**
 * `in` turns the meaning. Without it somebody comes to the conversation or
 * leaves it. In `lobby` she waits, or waits no longer. In `leaders` and
 * `attendees` she has that role until another is told, and is there: servers
 * tell of those who were there before by their roles only. In
 * `typingParticipants` she types, or stops.
 */
export const createParticipantEvents = ({ place, fetcher }: Surroundings): ParticipantEvents => {
  const move = ({ roster }: ConversationRecord, href: string, { type, in: collection }: ResourceEvent): void => {
    const isGone = type === 'deleted'
    switch (collection?.rel) {
      case undefined:
        if (isGone) roster.leave(href)
        else roster.enter(href)
        break
      case 'lobby':
        if (isGone) roster.leaveLobby(href)
        else roster.enterLobby(href)
        break
      case 'leaders':
      case 'attendees':
        if (isGone) break
        roster.enter(href)
        roster.learn(href, { role: roleIn.get(collection.rel), inLobby: false })
    }
  }

  const read = (record: ConversationRecord, href: string): void =>
    fetcher.get({
      codec: Participant,
      href,
      operation: 'participant',
      found: (participant) => {
        record.roster.learn(href, participant)
        if (participant.local === true) record.roster.leave(href)
        record.changed()
      },
    })

  const remote = (record: ConversationRecord, href: string, event: ResourceEvent): void => {
    const body = event._embedded?.participant
    const wasBeingRead = fetcher.overtake(href)
    move(record, href, event)
    if (event.type === 'deleted') return
    if (body) record.roster.learn(href, body)
    else if (wasBeingRead || event.type === 'updated' || record.roster.find(href)?.uri === undefined) read(record, href)
  }

  const typing = ({ roster }: ConversationRecord, href: string, type: string): void => {
    if (type === 'deleted') roster.stopTyping(href)
    else roster.startTyping(href)
  }

  /** Kept only where somebody has asked for it. */
  const local = (record: ConversationRecord, href: string, event: ResourceEvent): void => {
    const { askedLocalParticipant: asked } = record
    if (asked === undefined) return
    const body = event._embedded?.localParticipant ?? event._embedded?.participant
    const role = roleIn.get(event.in?.rel)
    if (event.type === 'deleted') {
      if (!event.in) asked.learn(undefined)
      else if (event.in.rel === 'lobby') asked.read()
    } else if (body) asked.learn(learned(href, body, asked.value))
    else if (role !== undefined && asked.value !== undefined)
      asked.learn(learned(href, { role, inLobby: false }, asked.value))
    else asked.read()
  }

  return (record, event) => {
    const href = place.absolute(event.link.href)
    const isLocal =
      event.link.rel === 'localParticipant' ||
      event._embedded?.participant?.local === true ||
      href === place.of(record.resource?._links.localParticipant)
    if (isLocal) {
      if (event.in?.rel !== 'typingParticipants') local(record, href, event)
      return
    }
    if (event.link.title) record.roster.learn(href, { name: event.link.title })
    if (event.in?.rel === 'typingParticipants') typing(record, href, event.type)
    else remote(record, href, event)
    record.changed()
  }
}
