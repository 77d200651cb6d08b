import * as t from 'io-ts'
import { Link } from '../hypermedia.ts'
import { openEnum } from '../openEnum.ts'
import { struct } from '../struct.ts'
import { Direction } from './direction.ts'
import { Importance } from './importance.ts'
import { Participant } from './participant.ts'

export const InvitationState = openEnum('InvitationState', [
  'Connecting',
  'Alerting',
  'TeamRing',
  'Forwarded',
  'Connected',
  'Declined',
  'Cancelled',
  'Failed',
])
export type InvitationState = t.TypeOf<typeof InvitationState>

const InvitationLinks = struct(
  'InvitationLinks',
  { self: Link },
  {
    accept: Link,
    decline: Link,
    cancel: Link,
    conversation: Link,
    messaging: Link,
    derivedMessaging: Link,
    from: Link,
    to: Link,
    onBehalfOf: Link,
    acceptedByContact: Link,
    message: Link,
    customContent: Link,
  },
)
const InvitationEmbedded = struct(
  'InvitationEmbedded',
  {},
  { from: Participant, acceptedByParticipant: t.readonlyArray(Participant) },
)

/** An invitation to messaging, in or out. The other two sorts of invitation have no member that this one reads otherwise. */
export const MessagingInvitation = struct(
  'MessagingInvitation',
  { state: InvitationState, _links: InvitationLinks },
  {
    direction: Direction,
    operationId: t.string,
    importance: Importance,
    subject: t.string,
    threadId: t.string,
    to: t.string,
    _embedded: InvitationEmbedded,
  },
)
export type MessagingInvitation = t.TypeOf<typeof MessagingInvitation>
