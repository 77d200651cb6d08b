export { conversationMachine } from './conversationMachine.ts'
export { eventChannelMachine } from './eventChannelMachine.ts'
export { incomingInvitationMachine } from './incomingInvitationMachine.ts'
export { messagingMachine } from './messagingMachine.ts'
export { outgoingInvitationMachine } from './outgoingInvitationMachine.ts'
export { outgoingMessageMachine } from './outgoingMessageMachine.ts'
export { sessionMachine } from './sessionMachine.ts'
export type { ConversationEvent, ConversationRef } from './conversationMachine.ts'
export type { ChannelEnd, ChannelSignal, EventChannelRef } from './eventChannelMachine.ts'
export type { IncomingInvitationEvent, IncomingInvitationRef } from './incomingInvitationMachine.ts'
export type { InvitationCompletedEvent, InvitationProgressEvent, InvitationResult } from './invitationEvent.ts'
export type { MessagingEvent, MessagingRef } from './messagingMachine.ts'
export type {
  OutgoingInvitationEvent,
  OutgoingInvitationRef,
  OutgoingInvitationResult,
  Taken,
} from './outgoingInvitationMachine.ts'
export type { OutgoingMessageEvent, OutgoingMessageRef, Sent } from './outgoingMessageMachine.ts'
export type { CreatedApplication, SessionEvent, Setback } from './sessionEvent.ts'
export type { SessionRef } from './sessionMachine.ts'
