export { conversationMachine } from './conversationMachine.ts'
export { eventChannelMachine } from './eventChannelMachine.ts'
export { incomingInvitationMachine } from './incomingInvitationMachine.ts'
export { messagingMachine } from './messagingMachine.ts'
export { outgoingInvitationMachine } from './outgoingInvitationMachine.ts'
export { outgoingMessageMachine } from './outgoingMessageMachine.ts'
export { sessionMachine } from './sessionMachine.ts'
export type {
  ConversationBody,
  ConversationContext,
  ConversationEvent,
  ConversationRef,
} from './conversationMachine.ts'
export type { ChannelEnd, ChannelSignal, EventChannelContext, EventChannelRef } from './eventChannelMachine.ts'
export type {
  IncomingInvitationContext,
  IncomingInvitationEvent,
  IncomingInvitationRef,
} from './incomingInvitationMachine.ts'
export type {
  InvitationBody,
  InvitationCompletedEvent,
  InvitationProgressEvent,
  InvitationResult,
} from './invitationEvent.ts'
export type { MessagingContext, MessagingEvent, MessagingRef } from './messagingMachine.ts'
export type {
  OutgoingInvitationContext,
  OutgoingInvitationEvent,
  OutgoingInvitationRef,
  OutgoingInvitationResult,
  Taken,
} from './outgoingInvitationMachine.ts'
export type {
  OutgoingMessageContext,
  OutgoingMessageEvent,
  OutgoingMessageRef,
  Sent,
} from './outgoingMessageMachine.ts'
export type {
  CreatedApplication,
  SessionContext,
  SessionEvent,
  Setback,
  StepInput,
  Visibility,
} from './sessionEvent.ts'
export type { SessionRef } from './sessionMachine.ts'
