import type { SignInFailure } from '../protocol/failure.ts'
import type { AnnouncedLoss } from '../runtime/loss.ts'
import type { Conversation } from './conversation.ts'
import type { IncomingInvitation } from './incomingInvitation.ts'
import type { OutgoingInvitation } from './outgoingInvitation.ts'

/** Something was lost out of sight. */
export type Gap =
  | {
      /** What the server did, or had happened to it. */
      readonly cause: AnnouncedLoss
      /** Ended by it. */
      readonly conversations: readonly Conversation[]
      readonly invitations: readonly (IncomingInvitation | OutgoingInvitation)[]
    }
  | {
      /** The client could not go on where `resumeFrom` says, and signed in anew: events may have been missed. */
      readonly cause: 'notResumed'
      /**
       * Why: InvalidInput where it is no resume point, of another version, user or client; `Refused` with 404
       * `ApplicationNotFound` where the server has ended the application.
       */
      readonly failure: SignInFailure
      /** None: this client had none yet. */
      readonly conversations: readonly Conversation[]
      readonly invitations: readonly (IncomingInvitation | OutgoingInvitation)[]
    }
  | {
      /** Nobody subscribed to `messages$` of a conversation, and its oldest messages had to go. */
      readonly cause: 'overflow'
      readonly conversation: Conversation
      readonly messages: number
    }
  | {
      /** An event told of a message without its body, and for minutes that could not be read. */
      readonly cause: 'unread'
      readonly conversation: Conversation
      readonly messages: number
    }
