import * as t from 'io-ts'
import { Link } from '../hypermedia.ts'
import { struct } from '../struct.ts'
import { Participant } from './participant.ts'

/**
 * Some of those in a conversation: `participants`, `attendees`, `leaders`, `lobby` or
 * `typingParticipants`. Links `participant`, one or many, or their bodies.
 */
export const Participants = struct(
  'Participants',
  {},
  {
    _links: struct('ParticipantsLinks', {}, { self: Link }),
    _embedded: struct('ParticipantsEmbedded', {}, { participant: t.readonlyArray(Participant) }),
  },
)
export type Participants = t.TypeOf<typeof Participants>
