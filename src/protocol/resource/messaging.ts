import * as t from 'io-ts'
import { Link } from '../hypermedia.ts'
import { openEnum } from '../openEnum.ts'
import { struct } from '../struct.ts'
import { MessageFormat } from './communication.ts'

/** `CallState` in the reference; the messaging page names the first three. */
export const MessagingState = openEnum('MessagingState', [
  'Connecting',
  'Connected',
  'Disconnected',
  'Disconnecting',
  'Transferring',
])
export type MessagingState = t.TypeOf<typeof MessagingState>

const MessagingLinks = struct(
  'MessagingLinks',
  {},
  {
    self: Link,
    conversation: Link,
    addMessaging: Link,
    sendMessage: Link,
    setIsTyping: Link,
    stopMessaging: Link,
    typingParticipants: Link,
  },
)

/** The instant messaging modality of a conversation. */
export const Messaging = struct(
  'Messaging',
  { state: MessagingState },
  { negotiatedMessageFormats: t.readonlyArray(MessageFormat), _links: MessagingLinks },
)
export type Messaging = t.TypeOf<typeof Messaging>
