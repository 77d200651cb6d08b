import { assign, setup, type ActorRefFrom } from 'xstate'
import type { Failure, Outcome } from '../src/protocol/failure.ts'
import type { Reason } from '../src/protocol/reason.ts'
import type { DeclineReason } from '../src/protocol/request/decline.ts'
import type { MessagingInvitation } from '../src/protocol/resource/messagingInvitation.ts'
import { resultOf, type InvitationCompletedEvent, type InvitationProgressEvent } from './invitationEvent.ts'
import { isUnanswered, refusalIn } from './outcome.ts'
import { unfilled } from './unfilled.ts'

export type IncomingInvitationEvent =
  | InvitationProgressEvent
  | InvitationCompletedEvent
  | { readonly type: 'invitation.accept' }
  | { readonly type: 'invitation.decline'; readonly reason: DeclineReason }
  | { readonly type: 'gap.lost' }

/** What the chart of an incoming invitation remembers. */
export interface IncomingInvitationContext {
  readonly invitation: MessagingInvitation | undefined
  readonly reason: Reason | undefined
  readonly declineReason: DeclineReason
  /** Why the last accept or decline was refused. */
  readonly refusal: Failure | undefined
}

const resultIn = (event: IncomingInvitationEvent): string | undefined =>
  event.type === 'invitation.completed' ? resultOf(event) : undefined

/**
 * One incoming invitation, from its first event to its `completed`.
 *
 * Accepting succeeds when the invitation completes with Success, not when the
 * POST is answered. `completed` may come while the POST still runs, and proves
 * its effect, so `accepting` and `declining` may be left early. A refusal goes
 * back to Connecting; an answer that was lost waits for the event.
 */
export const incomingInvitationMachine = setup({
  types: {
    context: {} as IncomingInvitationContext,
    events: {} as IncomingInvitationEvent,
  },
  actors: {
    acceptInvitation: unfilled<Outcome<void>, MessagingInvitation | undefined>(),
    declineInvitation: unfilled<
      Outcome<void>,
      { readonly invitation: MessagingInvitation | undefined; readonly reason: DeclineReason }
    >(),
  },
  guards: {
    hasAcceptLink: ({ context }) => Boolean(context.invitation?._links.accept),
    hasDeclineLink: ({ context }) => Boolean(context.invitation?._links.decline),
    wasRefused: (_, answer: Outcome<void>) => answer._tag === 'Left' && !isUnanswered(answer),
    succeeded: ({ event }) => resultIn(event) === 'Connected',
    wasDeclined: ({ event }) => resultIn(event) === 'Declined',
    wasCancelled: ({ event }) => resultIn(event) === 'Cancelled',
    wasForwarded: ({ event }) => resultIn(event) === 'Forwarded',
  },
  actions: {
    remember: assign(({ context, event }) =>
      'invitation' in event ? { invitation: event.invitation, reason: event.reason ?? undefined } : context,
    ),
    rememberReason: assign(({ context, event }) =>
      event.type === 'invitation.decline' ? { declineReason: event.reason } : context,
    ),
    noteRefusal: assign((_, answer: Outcome<void>) => ({ refusal: refusalIn(answer) })),
    forgetRefusal: assign({ refusal: undefined }),
  },
}).createMachine({
  id: 'incomingInvitation',
  context: { invitation: undefined, reason: undefined, declineReason: 'Global', refusal: undefined },
  initial: 'Connecting',
  on: {
    'invitation.started': { actions: 'remember' },
    'invitation.updated': { actions: 'remember' },
    'invitation.completed': [
      { guard: 'succeeded', target: '.Connected', actions: 'remember' },
      { guard: 'wasDeclined', target: '.Declined', actions: 'remember' },
      { guard: 'wasCancelled', target: '.Cancelled', actions: 'remember' },
      { guard: 'wasForwarded', target: '.Forwarded', actions: 'remember' },
      { target: '.Failed', actions: 'remember' },
    ],
    'gap.lost': '.lost',
  },
  states: {
    Connecting: {
      on: {
        'invitation.accept': { guard: 'hasAcceptLink', target: 'accepting', actions: 'forgetRefusal' },
        'invitation.decline': {
          guard: 'hasDeclineLink',
          target: 'declining',
          actions: ['forgetRefusal', 'rememberReason'],
        },
      },
    },
    accepting: {
      invoke: {
        id: 'acceptInvitation',
        src: 'acceptInvitation',
        input: ({ context }) => context.invitation,
        onDone: {
          guard: { type: 'wasRefused', params: ({ event }) => event.output },
          target: 'Connecting',
          actions: { type: 'noteRefusal', params: ({ event }) => event.output },
        },
      },
    },
    declining: {
      invoke: {
        id: 'declineInvitation',
        src: 'declineInvitation',
        input: ({ context }) => ({ invitation: context.invitation, reason: context.declineReason }),
        onDone: {
          guard: { type: 'wasRefused', params: ({ event }) => event.output },
          target: 'Connecting',
          actions: { type: 'noteRefusal', params: ({ event }) => event.output },
        },
      },
    },
    Connected: { type: 'final' },
    Declined: { type: 'final' },
    Cancelled: { type: 'final' },
    Forwarded: { type: 'final' },
    Failed: { type: 'final' },
    lost: { type: 'final' },
  },
})

export type IncomingInvitationRef = ActorRefFrom<typeof incomingInvitationMachine>
