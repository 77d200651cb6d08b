export { decodeDataUrl, decodeText, encodeBase64, encodePercent } from './dataUrl.ts'
export { decodeDate, encodeDate } from './date.ts'
export { decode, describeFaults } from './decode.ts'
export { decodeEventPage } from './event/eventPage.ts'
export { EventStatus, EventType, ResourceEvent } from './event/resourceEvent.ts'
export { describeFailure } from './failure.ts'
export { json } from './format.ts'
export { hrefTo, Link, linksTo, resolveHref, withQuery } from './hypermedia.ts'
export { openEnum } from './openEnum.ts'
export { operations } from './operation.ts'
export { ErrorCode, Reason } from './reason.ts'
export { AddMessaging } from './request/addMessaging.ts'
export { AddParticipant } from './request/addParticipant.ts'
export { CreateApplication } from './request/applications.ts'
export { ContinueMessaging } from './request/continueMessaging.ts'
export { Decline, declineReasons } from './request/decline.ts'
export { JoinOnlineMeeting } from './request/joinOnlineMeeting.ts'
export { PutCommunication } from './request/communication.ts'
export { MakeMeAvailable, preferredAvailabilities } from './request/makeMeAvailable.ts'
export { StartMessaging } from './request/startMessaging.ts'
export { StartOnlineMeeting } from './request/startOnlineMeeting.ts'
export { Application } from './resource/application.ts'
export { Communication, MessageFormat, ModalityType } from './resource/communication.ts'
export { Contact } from './resource/contact.ts'
export { AudienceMessaging, Conversation, ConversationState } from './resource/conversation.ts'
export { ContactDeviceType, ContactPresence } from './resource/contactPresence.ts'
export { MyContacts, Search, SubscribedContacts } from './resource/contacts.ts'
export { ConversationLog, ConversationLogStatus, ConversationLogType } from './resource/conversationLog.ts'
export { ConversationLogRecipient } from './resource/conversationLogRecipient.ts'
export { ConversationLogs } from './resource/conversationLogs.ts'
export { ConversationLogTranscript, ConversationLogTranscripts } from './resource/conversationLogTranscripts.ts'
export { Conversations } from './resource/conversations.ts'
export { Direction } from './resource/direction.ts'
export { Importance } from './resource/importance.ts'
export { Me } from './resource/me.ts'
export { Message, MessageStatus } from './resource/message.ts'
export { Messaging, MessagingState } from './resource/messaging.ts'
export { InvitationState, MessagingInvitation } from './resource/messagingInvitation.ts'
export { AccessLevel, OnlineMeeting } from './resource/onlineMeeting.ts'
export { Availability, Presence } from './resource/presence.ts'
export { Note, NoteType } from './resource/note.ts'
export { OnlineMeetingInvitation } from './resource/onlineMeetingInvitation.ts'
export { MissedItems } from './resource/missedItems.ts'
export { Participant, Role } from './resource/participant.ts'
export { Participants } from './resource/participants.ts'
export { ParticipantInvitation } from './resource/participantInvitation.ts'
export { People } from './resource/people.ts'
export { PresenceSubscription } from './resource/presenceSubscription.ts'
export { Root } from './resource/root.ts'
export { User } from './resource/user.ts'
export { scopes, scopesFor } from './scope.ts'
export { relations, struct } from './struct.ts'
export type { DataUrl, DataUrlFailure } from './dataUrl.ts'
export type { DecodeFailure, Fault } from './decode.ts'
export type { DocumentedError } from './documentedError.ts'
export type { EventPage, Onward, SenderBlock, UndecodableEvent } from './event/eventPage.ts'
export type {
  Aborted,
  Attempt,
  Failure,
  ForeignRedirect,
  InvalidInput,
  NoLink,
  NotAvailable,
  NotDiscovered,
  NotFramed,
  Outcome,
  Refused,
  RequestFailure,
  SignInFailure,
  TimedOut,
  TokenRefused,
  Unreachable,
  Unreadable,
} from './failure.ts'
export type { Format, ParseFailure } from './format.ts'
export type { Hypermedia } from './hypermedia.ts'
export type { Open, OpenEnum } from './openEnum.ts'
export type { Operation } from './operation.ts'
export type { PreferredAvailability } from './request/makeMeAvailable.ts'
export type { DeclineReason } from './request/decline.ts'
export type { Scope } from './scope.ts'
export type { Codecs, OptionalOf, Relations, RequiredOf, Struct, StructOf } from './struct.ts'
