import * as t from 'io-ts'
import { Link, LinkList } from '../hypermedia.ts'
import { openEnum } from '../openEnum.ts'
import { struct } from '../struct.ts'
import { Direction } from './direction.ts'

/** Delivery status of a message. Captured servers leave it out: derive it from the event. */
export const MessageStatus = openEnum('MessageStatus', ['Pending', 'Succeeded', 'Failed'])
export type MessageStatus = t.TypeOf<typeof MessageStatus>

const MessageLinks = struct(
  'MessageLinks',
  { self: Link },
  {
    messaging: Link,
    participant: Link,
    contact: Link,
    plainMessage: Link,
    htmlMessage: Link,
    failedDeliveryParticipant: LinkList,
  },
)

/** One instant message. Its text is in the links `plainMessage` and `htmlMessage`, as data URLs. */
export const Message = struct(
  'Message',
  { direction: Direction, _links: MessageLinks },
  { status: MessageStatus, timeStamp: t.string, operationId: t.string },
)
export type Message = t.TypeOf<typeof Message>
