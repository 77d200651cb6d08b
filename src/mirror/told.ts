import type { Reason } from '../protocol/reason.ts'
import type { Conversation } from '../protocol/resource/conversation.ts'
import type { Message } from '../protocol/resource/message.ts'
import type { Messaging } from '../protocol/resource/messaging.ts'
import type { MessagingInvitation } from '../protocol/resource/messagingInvitation.ts'
import type { ResumePoint } from '../protocol/resumePoint.ts'
import type { UndecodableEvent } from '../protocol/event/eventPage.ts'
import type { SignInFailure } from '../protocol/failure.ts'
import type { ClientStatus } from '../client/status.ts'
import type { ConversationView, MessagingView } from '../runtime/conversation.ts'
import type { IncomingInvitationView, InvitationRel } from '../runtime/incomingInvitation.ts'
import type { AnnouncedLoss } from '../runtime/loss.ts'
import type { Person } from '../runtime/message.ts'
import type { OutgoingInvitationView } from '../runtime/outgoingInvitation.ts'
import type { OutgoingMessageStatus } from '../runtime/outgoingMessage.ts'
import type { Participant } from '../runtime/roster.ts'
import type { Contact } from '../runtime/contact.ts'
import type { ToldError } from './toldError.ts'

/** What a conversation is like now. */
export interface ConversationFields {
  readonly resource: Conversation | undefined
  readonly reason: Reason | undefined
  readonly state: ConversationView
  readonly messagingState: MessagingView
  readonly messaging: Messaging | undefined
  readonly participants: readonly Participant[]
  readonly typing: readonly Participant[]
}

export interface ToldMessage {
  readonly resource: Message
  readonly from: Person | undefined
  readonly status: 'Succeeded' | 'Failed'
  readonly failedFor: readonly Person[]
  /** Milliseconds since 1970. */
  readonly sentAt: number
}

export interface ToldConversation {
  readonly href: string
  readonly fields: ConversationFields
  /** The newest, oldest first. */
  readonly messages: readonly ToldMessage[]
}

/** What an invitation to the user is like now. */
export interface InvitationFields {
  readonly rel: InvitationRel
  readonly resource: MessagingInvitation | undefined
  readonly from: Person | undefined
  readonly onlineMeetingUri: string | undefined
  readonly state: IncomingInvitationView
  readonly conversation: string | undefined
}

export interface ToldInvitation {
  readonly href: string
  readonly fields: InvitationFields
}

export type ToldGap =
  | {
      readonly cause: AnnouncedLoss
      readonly conversations: readonly string[]
      readonly invitations: readonly string[]
    }
  | { readonly cause: 'notResumed'; readonly failure: SignInFailure }
  | { readonly cause: 'overflow'; readonly conversation: string; readonly messages: number }
  | { readonly cause: 'unread'; readonly conversation: string; readonly messages: number }

export type ToldFault = Omit<UndecodableEvent, 'raw'> | { readonly name: 'Defect'; readonly message: string }

/** All that a newcomer needs. */
export interface HostState {
  readonly status: ClientStatus
  readonly conversations: readonly ToldConversation[]
  readonly invitations: readonly ToldInvitation[]
}

/** How something ended. */
export type Settlement =
  | { readonly done: true }
  | { readonly conversation: string }
  | { readonly contacts: readonly Contact[] }
  | { readonly person: Person | undefined }
  | { readonly error: ToldError }

export type Change =
  | { readonly status: ClientStatus }
  | { readonly conversation: string; readonly fields: Partial<ConversationFields> }
  | { readonly conversation: string; readonly message: ToldMessage }
  | { readonly conversationOver: string }
  | { readonly invitation: string; readonly fields: Partial<InvitationFields> }
  | { readonly invitationOver: string; readonly settlement: Settlement }
  | { readonly gap: ToldGap }
  | { readonly fault: ToldFault }

/** What came of a call, on the way. */
export type Progress =
  | {
      readonly invitation: {
        readonly state: OutgoingInvitationView
        readonly resource: MessagingInvitation | undefined
        readonly conversation: string | undefined
        readonly acceptedByParticipant: readonly Person[]
      }
    }
  | {
      readonly message: {
        readonly status: OutgoingMessageStatus
        readonly failedFor: readonly Person[]
        /** Key of the same message as `messages$` brought it. */
        readonly told: string | undefined
      }
    }

/** What goes on in the application, in order. `epoch` counts hosts, `number` the notes of one. */
export type Page = { readonly epoch: number; readonly number: number; readonly point: ResumePoint | undefined } & (
  { readonly state: HostState } | { readonly changes: readonly Change[] }
)
