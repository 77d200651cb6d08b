import type { Observable } from 'rxjs'
import type { Communication } from '../client/communication.ts'
import type { AddMessagingOptions, Conversation, ConversationMessaging } from '../client/conversation.ts'
import type { ConversationLog } from '../client/conversationLog.ts'
import type { History } from '../client/history.ts'
import type { IncomingInvitation } from '../client/incomingInvitation.ts'
import type { Live } from '../client/live.ts'
import type { Me } from '../client/me.ts'
import type { JoinOnlineMeetingOptions, StartOnlineMeetingOptions } from '../client/meeting.ts'
import type { OutgoingInvitation } from '../client/outgoingInvitation.ts'
import type { OutgoingMessage } from '../client/outgoingMessage.ts'
import type { People } from '../client/people.ts'
import type { ContinueMessagingOptions, StartMessagingOptions } from '../client/startMessaging.ts'
import type { ClientStatus } from '../client/status.ts'
import type { UndecodableEvent } from '../protocol/event/eventPage.ts'
import type { SignInFailure } from '../protocol/failure.ts'
import type { ResumePoint } from '../protocol/resumePoint.ts'
import type { AnnouncedLoss } from '../runtime/loss.ts'
import type { Content } from '../service/content.ts'

/** The status of the client, or that the worker or tab where it runs does not answer. */
export type MirroredStatus =
  | ClientStatus
  /** Nothing is known until it does; `reason` is for people. */
  | { readonly state: 'unreached'; readonly reason: string }

/** As `Gap`. `notResumed` tells what it ended. */
export type MirroredGap =
  | {
      readonly cause: AnnouncedLoss
      readonly conversations: readonly MirroredConversation[]
      readonly invitations: readonly object[]
    }
  | {
      readonly cause: 'notResumed'
      readonly failure: SignInFailure
      readonly conversations: readonly MirroredConversation[]
      readonly invitations: readonly object[]
    }
  | {
      readonly cause: 'overflow' | 'unread'
      readonly conversation: MirroredConversation
      readonly messages: number
    }

export type MirroredFault = Omit<UndecodableEvent, 'raw'> | { readonly name: 'Defect'; readonly error: unknown }

/** As `OutgoingInvitation`. */
export interface MirroredOutgoingInvitation extends Pick<
  OutgoingInvitation,
  'state$' | 'resource' | 'acceptedByParticipant' | 'cancel'
> {
  readonly conversation: MirroredConversation | undefined
  readonly connected: Promise<MirroredConversation>
}

/** As `IncomingInvitation`. */
export interface MirroredInvitation extends Pick<
  IncomingInvitation,
  | 'href'
  | 'rel'
  | 'resource'
  | 'from'
  | 'onBehalfOf'
  | 'acceptedByContact'
  | 'onlineMeetingUri'
  | 'subject'
  | 'preview'
  | 'previewHtml'
  | 'customContent'
  | 'accept'
  | 'decline'
  | 'state$'
> {
  readonly conversation: MirroredConversation | undefined
  readonly connected: Promise<MirroredConversation>
}

/** As `OutgoingMessage`. */
export type MirroredOutgoingMessage = Pick<OutgoingMessage, keyof OutgoingMessage>

/** As `Conversation`. */
export interface MirroredConversation extends Pick<
  Conversation,
  | 'href'
  | 'resource'
  | 'subject'
  | 'threadId'
  | 'reason'
  | 'state$'
  | 'participants$'
  | 'localParticipant$'
  | 'onlineMeeting$'
  | 'audienceMessaging$'
  | 'messages$'
  | 'typing$'
  | 'setIsTyping'
  | 'stopMessaging'
  | 'admit'
  | 'reject'
  | 'eject'
  | 'promote'
  | 'demote'
  | 'disableAudienceMessaging'
  | 'enableAudienceMessaging'
  | 'acknowledge'
  | 'leave'
> {
  readonly messaging: Pick<ConversationMessaging, 'state$' | 'resource'>
  send(content: string | Content): MirroredOutgoingMessage
  addMessaging(options?: AddMessagingOptions): MirroredOutgoingInvitation
  addParticipant(uri: string): MirroredOutgoingInvitation
}

/**
 * What there is of a client beyond the context it runs in. A `Client` is one too, so that a panel
 * which asks for this one takes either. Not here: `events$`, `traffic$` and `inspect`, which belong
 * where the client runs.
 */
export interface MirroredClient {
  /** Hot; replays the current value; completes when this mirror is closed; never errors. */
  readonly status$: Live<MirroredStatus>
  /** Hot; replays nothing; completes when this mirror is closed; never errors. */
  readonly gaps$: Observable<MirroredGap>
  /** Hot; replays nothing; completes when this mirror is closed; never errors. */
  readonly faults$: Observable<MirroredFault>
  /** Invitations as they ring here for the first time: one that rings already when this mirror begins comes too. Hot; replays nothing; completes when this mirror is closed; never errors. */
  readonly invitations$: Observable<MirroredInvitation>
  /** Conversations as they begin, or become known here. Hot; replays nothing; completes when this mirror is closed; never errors. */
  readonly conversationAdded$: Observable<MirroredConversation>
  /** Hot; replays the current list; completes when this mirror is closed; never errors. */
  readonly conversations$: Live<readonly MirroredConversation[]>
  /**
   * From where another client goes on behind all that was told here, as `resumeFrom` of its options: such
   * as one in the next worker, where this one has died. Hot; replays the current value, and after `close()`
   * the last one; completes when this mirror is closed; never errors.
   */
  readonly resumePoint$: Live<ResumePoint | undefined>
  readonly communication: Pick<Communication, 'update'>
  readonly history: Pick<History, keyof History>
  readonly me: Pick<Me, keyof Me>
  readonly people: Pick<People, keyof People>
  /** As of a client; resolves at once where it is signed in already. */
  connect(): Promise<void>
  /** As of a client: for all who mirror it. */
  signOut(): Promise<void>
  suspend(): void
  resume(): void
  startMessaging(options: StartMessagingOptions): MirroredOutgoingInvitation
  /** As of a client, of a log that `history` of this mirror gave. */
  continueMessaging(log: ConversationLog, options?: ContinueMessagingOptions): MirroredOutgoingInvitation
  startOnlineMeeting(options?: StartOnlineMeetingOptions): MirroredOutgoingInvitation
  joinOnlineMeeting(options?: JoinOnlineMeetingOptions): MirroredOutgoingInvitation
  /** Ends this mirror, at once; promises reject with ClientClosed, streams complete. The client goes on. */
  close(): void
}
