import * as t from 'io-ts'
import { Link } from '../hypermedia.ts'
import { struct } from '../struct.ts'
import { Direction } from './direction.ts'
import { Importance } from './importance.ts'
import { InvitationState } from './messagingInvitation.ts'
import { Participant } from './participant.ts'

const ParticipantInvitationLinks = struct(
  'ParticipantInvitationLinks',
  { self: Link },
  { cancel: Link, conversation: Link, from: Link, participant: Link, to: Link, message: Link },
)
const ParticipantInvitationEmbedded = struct(
  'ParticipantInvitationEmbedded',
  {},
  { from: Participant, acceptedByParticipant: t.readonlyArray(Participant) },
)

/** Inviting one more person to a conversation. Only ever outgoing: she gets an onlineMeetingInvitation. */
export const ParticipantInvitation = struct(
  'ParticipantInvitation',
  { state: InvitationState, _links: ParticipantInvitationLinks },
  {
    direction: Direction,
    operationId: t.string,
    importance: Importance,
    subject: t.string,
    threadId: t.string,
    to: t.string,
    _embedded: ParticipantInvitationEmbedded,
  },
)
export type ParticipantInvitation = t.TypeOf<typeof ParticipantInvitation>
