export { createClient } from './client/client.ts'
export {
  ClientClosed,
  CommandFailed,
  ConnectionLost,
  DeliveryFailed,
  DeliveryUnknown,
  DiscoveryFailed,
  InvitationFailed,
  SignInFailed,
} from './client/errors.ts'
export { watchTransitions } from './client/transition.ts'
export { describeFailure } from './protocol/failure.ts'
export { json } from './protocol/format.ts'
export { systemClock } from './seam/clock.ts'
export { crossFetch } from './transport/crossFetch.ts'
export { password } from './transport/password.ts'
export { token } from './transport/token.ts'
export type { Aggregation } from './channel/aggregation.ts'
export type { Client, ClientOptions, Gap, StartMessagingOptions } from './client/client.ts'
export type { Command } from './client/command.ts'
export type { Conversation, ConversationMessaging } from './client/conversation.ts'
export type { IncomingInvitation, OutgoingInvitation } from './client/invitation.ts'
export type { Live } from './client/live.ts'
export type { OutgoingMessage } from './client/outgoingMessage.ts'
export type { ClientStatus, Step } from './client/status.ts'
export type { Transition } from './client/transition.ts'
export type { UndecodableEvent } from './protocol/event/eventPage.ts'
export type { ResourceEvent } from './protocol/event/resourceEvent.ts'
export type { Failure, SignInFailure } from './protocol/failure.ts'
export type { Format } from './protocol/format.ts'
export type { DeclineReason } from './protocol/request/decline.ts'
export type { PreferredAvailability } from './protocol/request/makeMeAvailable.ts'
export type { ConversationView, MessagingView } from './runtime/conversation.ts'
export type { IncomingInvitationView, OutgoingInvitationView } from './runtime/invitation.ts'
export type { Loss } from './runtime/loss.ts'
export type { Message, Person } from './runtime/message.ts'
export type { OutgoingMessageStatus } from './runtime/outgoingMessage.ts'
export type { Participant } from './runtime/roster.ts'
export type { Fault, HeardEvent } from './runtime/runtime.ts'
export type { Clock, Timer } from './seam/clock.ts'
export type { Logger } from './seam/logger.ts'
export type { Random } from './seam/random.ts'
export type { Content } from './service/content.ts'
export type { Credentials, Token } from './transport/credentials.ts'
export type { Agent, CrossFetchOptions } from './transport/crossFetch.ts'
export type { Http, HttpFailure, HttpRequest, HttpResponse } from './transport/http.ts'
export type { TokenProvider } from './transport/token.ts'
export type { Traffic } from './transport/traffic.ts'
