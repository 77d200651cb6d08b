import * as t from 'io-ts'
import { openEnum } from '../openEnum.ts'
import { Reason } from '../reason.ts'
import { Communication } from '../resource/communication.ts'
import { Contact } from '../resource/contact.ts'
import { Conversation } from '../resource/conversation.ts'
import { Me } from '../resource/me.ts'
import { Message } from '../resource/message.ts'
import { Messaging } from '../resource/messaging.ts'
import { MessagingInvitation } from '../resource/messagingInvitation.ts'
import { ContactPresence } from '../resource/contactPresence.ts'
import { Note } from '../resource/note.ts'
import { OnlineMeeting } from '../resource/onlineMeeting.ts'
import { OnlineMeetingInvitation } from '../resource/onlineMeetingInvitation.ts'
import { MissedItems } from '../resource/missedItems.ts'
import { Participant } from '../resource/participant.ts'
import { ParticipantInvitation } from '../resource/participantInvitation.ts'
import { Presence } from '../resource/presence.ts'
import { PresenceSubscription } from '../resource/presenceSubscription.ts'
import { relations, struct } from '../struct.ts'

/** `added`, `updated`, `deleted` for resources; `started`, `updated`, `completed` for operations. */
export const EventType = openEnum('EventType', ['added', 'updated', 'deleted', 'started', 'completed'])
export type EventType = t.TypeOf<typeof EventType>

/** How an operation ended. Only on `completed`; anything but Success is a failure. */
export const EventStatus = openEnum('EventStatus', ['Success', 'Failure'])
export type EventStatus = t.TypeOf<typeof EventStatus>

const EventLink = struct('EventLink', { rel: t.string, href: t.string }, { title: t.string })

/** The bodies an event can bring, by relation. The key equals the `rel` of the event's link. */
const EventEmbedded = relations('EventEmbedded', {
  me: Me,
  communication: Communication,
  conversation: Conversation,
  messaging: Messaging,
  messagingInvitation: MessagingInvitation,
  participantInvitation: ParticipantInvitation,
  onlineMeetingInvitation: OnlineMeetingInvitation,
  message: Message,
  participant: Participant,
  localParticipant: Participant,
  onlineMeeting: OnlineMeeting,
  contact: Contact,
  contactPresence: ContactPresence,
  presence: Presence,
  note: Note,
  presenceSubscription: PresenceSubscription,
  missedItems: MissedItems,
})

/**
 * One event. `in` names the collection that the target was added to, changed
 * in or removed from, and turns the meaning: a participant deleted in
 * typingParticipants has stopped typing, without `in` she has left.
 */
export const ResourceEvent = struct(
  'ResourceEvent',
  { link: EventLink, type: EventType },
  { in: EventLink, status: EventStatus, reason: Reason, _embedded: EventEmbedded },
)
export type ResourceEvent = t.TypeOf<typeof ResourceEvent>
