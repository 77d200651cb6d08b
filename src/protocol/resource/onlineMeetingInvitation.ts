import * as t from 'io-ts'
import { Link } from '../hypermedia.ts'
import { struct } from '../struct.ts'
import { Direction } from './direction.ts'
import { Importance } from './importance.ts'
import { InvitationState } from './messagingInvitation.ts'
import { Participant } from './participant.ts'

const OnlineMeetingInvitationLinks = struct(
  'OnlineMeetingInvitationLinks',
  { self: Link },
  {
    accept: Link,
    decline: Link,
    cancel: Link,
    conversation: Link,
    from: Link,
    to: Link,
    onBehalfOf: Link,
    acceptedByContact: Link,
    message: Link,
  },
)

/** Joining a meeting, or being invited to one. */
export const OnlineMeetingInvitation = struct(
  'OnlineMeetingInvitation',
  { state: InvitationState, _links: OnlineMeetingInvitationLinks },
  {
    direction: Direction,
    operationId: t.string,
    importance: Importance,
    subject: t.string,
    threadId: t.string,
    to: t.string,
    anonymousDisplayName: t.string,
    availableModalities: t.readonlyArray(t.string),
    onlineMeetingUri: t.string,
    _embedded: struct('OnlineMeetingInvitationEmbedded', {}, { from: Participant }),
  },
)
export type OnlineMeetingInvitation = t.TypeOf<typeof OnlineMeetingInvitation>
