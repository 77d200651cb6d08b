import * as t from 'io-ts'
import { Link } from '../hypermedia.ts'
import { openEnum } from '../openEnum.ts'
import { struct } from '../struct.ts'

export const Role = openEnum('Role', ['Attendee', 'Leader', 'Unknown'])
export type Role = t.TypeOf<typeof Role>

const ParticipantLinks = struct(
  'ParticipantLinks',
  {},
  {
    self: Link,
    conversation: Link,
    contact: Link,
    contactPresence: Link,
    me: Link,
    participantMessaging: Link,
    admit: Link,
    reject: Link,
    eject: Link,
    promote: Link,
    demote: Link,
  },
)

/**
 * Somebody in a conversation. Held by many relations: `participant`,
 * `localParticipant`, `from`, `acceptedByParticipant`, `failedDeliveryParticipant`, …
 */
export const Participant = struct(
  'Participant',
  {},
  {
    name: t.string,
    uri: t.string,
    role: Role,
    anonymous: t.boolean,
    inLobby: t.boolean,
    local: t.boolean,
    organizer: t.boolean,
    sourceNetwork: t.string,
    _links: ParticipantLinks,
  },
)
export type Participant = t.TypeOf<typeof Participant>
