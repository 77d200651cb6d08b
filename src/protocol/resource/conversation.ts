import * as t from 'io-ts'
import { Link } from '../hypermedia.ts'
import { openEnum } from '../openEnum.ts'
import { struct } from '../struct.ts'
import { Importance } from './importance.ts'

export const ConversationState = openEnum('ConversationState', [
  'Incoming',
  'Connecting',
  'Connected',
  'Conferencing',
  'InLobby',
  'Conferenced',
  'Disconnecting',
  'Disconnected',
])
export type ConversationState = t.TypeOf<typeof ConversationState>

/** Whether messaging is switched on for everybody in a meeting. */
export const AudienceMessaging = openEnum('AudienceMessaging', ['Enabled', 'Disabled', 'Unknown'])
export type AudienceMessaging = t.TypeOf<typeof AudienceMessaging>

const ConversationLinks = struct(
  'ConversationLinks',
  { self: Link },
  {
    messaging: Link,
    localParticipant: Link,
    participants: Link,
    addParticipant: Link,
    attendees: Link,
    leaders: Link,
    lobby: Link,
    onlineMeeting: Link,
    disableAudienceMessaging: Link,
    enableAudienceMessaging: Link,
    userAcknowledged: Link,
  },
)

/** One communication as the local user sees it, two-party or multi-party. */
export const Conversation = struct(
  'Conversation',
  { state: ConversationState, _links: ConversationLinks },
  {
    activeModalities: t.readonlyArray(t.string),
    subject: t.string,
    threadId: t.string,
    importance: Importance,
    audienceMessaging: AudienceMessaging,
    participantCount: t.number,
    recording: t.boolean,
    readLocally: t.boolean,
    created: t.string,
    expirationTime: t.string,
  },
)
export type Conversation = t.TypeOf<typeof Conversation>
