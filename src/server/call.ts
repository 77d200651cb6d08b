import type { Account } from './accounts.ts'
import type { Application } from './application.ts'
import type { Cancel } from './timers.ts'

/** A person without a client: the control handle moves her. */
export interface PuppetSeat {
  readonly kind: 'puppet'
  readonly account: Account
  readonly supportedMessageFormats: readonly string[]
  /** What was said to her, oldest first; only the newest are kept. */
  readonly heard: Content[]
}

/** Where somebody takes part from. */
export type Seat = Application | PuppetSeat

/**
 * What goes on between people. Each of them sees it from a leg of her own; an
 * invitation that rings in several applications of one person gives each a leg.
 */
export interface Call {
  readonly threadId: string
  readonly subject: string
  readonly importance: string
  /** Whoever began comes first. */
  readonly legs: Set<Leg>
  /** Formats that every side can show. */
  messageFormats: readonly string[]
  /** Those that nobody has accepted yet. */
  readonly invitations: Set<Invitation>
  /** What it has become when it is more than two people talking. */
  meeting: Meeting | undefined
  /** By which names people have been in the meeting, those who have gone included. */
  readonly attended: Map<Account, string>
  cancelIdle: Cancel
  /** When it ends if nothing happens, in milliseconds since 1970; undefined where nothing ends it. */
  endsAt: number | undefined
}

/** A meeting: one that was scheduled, or what a conversation becomes when a third person is added. */
export interface Meeting {
  /** `<organizer>;gruu;opaque=app:conf:focus:id:<id>`. */
  readonly uri: string
  readonly id: string
  readonly subject: string
  readonly organizer: { readonly uri: string; readonly name: string }
  /** SIP URIs of those who lead from the moment they enter, besides the organizer. */
  readonly leaders: ReadonlySet<string>
  /** Whether others than leaders wait until somebody admits them. */
  readonly hasLobby: boolean
  /** Whether it can be joined again when all have left. */
  readonly isScheduled: boolean
  audienceMessaging: 'Enabled' | 'Disabled'
  /** Undefined while nobody is there. */
  call: Call | undefined
}

/** One side of a call: the conversation as one application has it. */
export interface Leg {
  readonly id: string
  /** Names this side in the roster that the others see. */
  readonly participantId: string
  readonly call: Call
  readonly seat: Seat
  /** When this side came in, in milliseconds since 1970. */
  readonly since: number
  /** By which the others know this side. */
  readonly name: string
  state: 'Incoming' | 'Connecting' | 'Connected' | 'Conferencing' | 'InLobby' | 'Conferenced' | 'Disconnected'
  /** In a meeting. */
  role: 'Leader' | 'Attendee'
  messaging: 'Connecting' | 'Connected' | 'Disconnected'
  /** The server has accepted for the user, who has not said that she has seen it. */
  isUnseen: boolean
  /** The others, as far as this side has been told of them. */
  readonly roster: Set<Leg>
  readonly invitations: Map<string, InvitationSide>
  readonly messages: Map<string, Message>
  /** Messages for this side that have not gone out yet. */
  readonly deliveries: Set<Delivery>
  /** Ends the time in which this side counts as typing; undefined while it does not. */
  stopTyping: Cancel | undefined
}

/** What a message says. */
export interface Content {
  readonly mediaType: string
  readonly text: string
}

/**
 * An attempt to bring somebody in: to messaging, to a meeting of the caller's,
 * or herself into a meeting. Named by what the caller shows.
 */
export interface Invitation {
  readonly rel: InvitationRel
  readonly caller: Leg
  /** SIP URI that was asked for. */
  readonly to: string
  readonly operationId: string | undefined
  readonly message: Content | undefined
  /** A `data:` URL for the callee's application. The server hands it on as it is. */
  readonly customContent: string | undefined
  /** For whom the caller acts. */
  readonly onBehalfOf: Account | undefined
  /** As the caller shows it, and as each of those shows it where it has rung. */
  readonly sides: Set<InvitationSide>
  isOver: boolean
  cancelTimeout: Cancel
}

export type InvitationRel = 'messagingInvitation' | 'participantInvitation' | 'onlineMeetingInvitation'

/** An invitation as one leg shows it. */
export interface InvitationSide {
  readonly id: string
  readonly leg: Leg
  readonly direction: 'Outgoing' | 'Incoming'
  readonly invitation: Invitation
  state: 'Connecting' | 'Forwarded' | 'Connected' | 'Declined' | 'Cancelled' | 'Failed'
  /** Whether it can still be accepted, declined or withdrawn. */
  isOpen: boolean
  /** The server accepts it for the user. */
  readonly isAutomatic: boolean
  acceptedBy: Leg | undefined
  /** Somebody else than the user who has taken it instead of her. */
  acceptedByContact: Account | undefined
  /** The caller's side of another conversation, made because somebody else than her peer has answered. */
  derived: Leg | undefined
}

/** One message, as the leg of its sender or of a receiver shows it. */
export interface Message {
  readonly id: string
  readonly leg: Leg
  readonly from: Leg
  readonly content: Content
  readonly operationId: string | undefined
  readonly at: number
  /** Whom it has not reached; empty until that is known. */
  failed: readonly Leg[]
}

/** A message on its way to one receiver. */
export interface Delivery {
  readonly fail: () => void
}

/** Who is asked into a meeting is shown a meeting, not that somebody adds her. */
export const relOf = ({ direction, invitation: { rel } }: InvitationSide): InvitationRel =>
  direction === 'Incoming' && rel === 'participantInvitation' ? 'onlineMeetingInvitation' : rel

export const outgoingSides = (invitation: Invitation): readonly InvitationSide[] =>
  [...invitation.sides].filter(({ direction }) => direction === 'Outgoing')

/** Where the invitation rings at this moment. */
export const ringingSides = (invitation: Invitation): readonly InvitationSide[] =>
  [...invitation.sides].filter(({ direction, isOpen }) => direction === 'Incoming' && isOpen)
