import { assign, setup, type ActorRefFrom } from 'xstate'
import type { Failure, Outcome } from '../src/protocol/failure.ts'
import type { Reason } from '../src/protocol/reason.ts'
import type { MessagingInvitation } from '../src/protocol/resource/messagingInvitation.ts'
import {
  resultOf,
  type InvitationCompletedEvent,
  type InvitationProgressEvent,
  type InvitationResult,
} from './invitationEvent.ts'
import { isUnanswered, refusalIn } from './outcome.ts'
import { unfilled } from './unfilled.ts'

export type OutgoingInvitationEvent =
  | InvitationProgressEvent
  | InvitationCompletedEvent
  | { readonly type: 'invitation.cancel' }
  /** The cancel has no answer, and the server says that nobody has withdrawn the invitation, or nothing for good. */
  | { readonly type: 'invitation.ringsOn'; readonly failure: Failure }
  | { readonly type: 'gap.lost' }

/** How an invitation ended: on the wire, refused before it began, or never heard of again. */
export type OutgoingInvitationResult = InvitationResult | 'notStarted' | 'lost'

/** Where the 201 says the invitation is; absent where a server leaves it out. */
export interface Taken {
  readonly location: string | undefined
}

/** What the chart of an outgoing invitation remembers. */
export interface OutgoingInvitationContext {
  /** Names the command whose request the runtime fills into the slot. */
  readonly operationId: string
  readonly invitation: MessagingInvitation | undefined
  readonly location: string | undefined
  /** `lost` unless something is heard. */
  readonly result: OutgoingInvitationResult
  readonly reason: Reason | undefined
  /** Why the request, or the last cancel, was refused. */
  readonly refusal: Failure | undefined
}

const stateIn = (event: OutgoingInvitationEvent): string | undefined =>
  'invitation' in event ? event.invitation.state : undefined

/** The wire may move an invitation from any state to any other. */
const follow = [
  { guard: 'isConnecting', target: '.Connecting', actions: 'remember' },
  { guard: 'isAlerting', target: '.Alerting', actions: 'remember' },
  { guard: 'isTeamRing', target: '.TeamRing', actions: 'remember' },
  { guard: 'isForwarded', target: '.Forwarded', actions: 'remember' },
  { guard: 'isConnected', target: '.Connected', actions: 'remember' },
  { guard: 'isDeclined', target: '.Declined', actions: 'remember' },
  { guard: 'isCancelled', target: '.Cancelled', actions: 'remember' },
  { guard: 'isFailed', target: '.Failed', actions: 'remember' },
  { actions: 'remember' },
] as const

/**
 * One outgoing invitation, from the POST to its `completed` event.
 *
 * The regions run side by side because the event channel may report `started`
 * before the 201 arrives: leaving `sending` would abort the POST. An event
 * with the operationId proves that a POST without an answer was taken. One that
 * is refused all the same changes nothing: a cancel under way must not end by it.
 */
export const outgoingInvitationMachine = setup({
  types: {
    context: {} as OutgoingInvitationContext,
    input: {} as { readonly operationId: string },
    events: {} as OutgoingInvitationEvent,
    output: {} as OutgoingInvitationResult,
  },
  actors: {
    request: unfilled<Outcome<Taken>, { readonly operationId: string }>(),
    cancelInvitation: unfilled<Outcome<void>, MessagingInvitation | undefined>(),
    /** Resolves after 60 s of open channel. */
    silence: unfilled<void, undefined>(),
  },
  guards: {
    wasTaken: (_, answer: Outcome<Taken>) => answer._tag === 'Right',
    mayHaveBeenTaken: (_, answer: Outcome<Taken>) => isUnanswered(answer),
    isUnseen: ({ context }) => context.invitation === undefined,
    isSeen: ({ context }) => context.invitation !== undefined,
    hasCancelLink: ({ context }) => Boolean(context.invitation?._links.cancel),
    wasRefused: (_, answer: Outcome<void>) => answer._tag === 'Left' && !isUnanswered(answer),
    isConnecting: ({ event }) => stateIn(event) === 'Connecting',
    isAlerting: ({ event }) => stateIn(event) === 'Alerting',
    isTeamRing: ({ event }) => stateIn(event) === 'TeamRing',
    isForwarded: ({ event }) => stateIn(event) === 'Forwarded',
    isConnected: ({ event }) => stateIn(event) === 'Connected',
    isDeclined: ({ event }) => stateIn(event) === 'Declined',
    isCancelled: ({ event }) => stateIn(event) === 'Cancelled',
    isFailed: ({ event }) => stateIn(event) === 'Failed',
  },
  actions: {
    remember: assign(({ context, event }) =>
      'invitation' in event ? { invitation: event.invitation, reason: event.reason ?? undefined } : context,
    ),
    noteLocation: assign((_, answer: Outcome<Taken>) =>
      answer._tag === 'Right' ? { location: answer.right.location } : {},
    ),
    noteRefusal: assign((_, answer: Outcome<unknown>) => ({ refusal: refusalIn(answer) })),
    noteFailure: assign(({ event }) => (event.type === 'invitation.ringsOn' ? { refusal: event.failure } : {})),
    forgetRefusal: assign({ refusal: undefined }),
    settle: assign(({ context, event }) =>
      event.type === 'invitation.completed' ? { result: resultOf(event) } : context,
    ),
    settleNotStarted: assign({ result: 'notStarted' }),
  },
}).createMachine({
  id: 'outgoingInvitation',
  context: ({ input }) => ({
    operationId: input.operationId,
    invitation: undefined,
    location: undefined,
    result: 'lost',
    reason: undefined,
    refusal: undefined,
  }),
  initial: 'open',
  states: {
    open: {
      type: 'parallel',
      on: {
        'invitation.completed': { target: 'over', actions: ['remember', 'settle'] },
        'gap.lost': 'over',
      },
      states: {
        request: {
          initial: 'sending',
          states: {
            sending: {
              invoke: {
                id: 'request',
                src: 'request',
                input: ({ context }) => ({ operationId: context.operationId }),
                onDone: [
                  {
                    guard: { type: 'wasTaken', params: ({ event }) => event.output },
                    target: 'acknowledged',
                    actions: { type: 'noteLocation', params: ({ event }) => event.output },
                  },
                  {
                    guard: { type: 'mayHaveBeenTaken', params: ({ event }) => event.output },
                    target: 'unknown',
                    actions: { type: 'noteRefusal', params: ({ event }) => event.output },
                  },
                  {
                    guard: 'isUnseen',
                    target: '#outgoingInvitation.over',
                    actions: ['settleNotStarted', { type: 'noteRefusal', params: ({ event }) => event.output }],
                  },
                  { target: 'refused' },
                ],
              },
            },
            acknowledged: {},
            refused: {},
            unknown: {
              always: { guard: 'isSeen', target: 'acknowledged', actions: 'forgetRefusal' },
              invoke: {
                id: 'silence',
                src: 'silence',
                onDone: '#outgoingInvitation.over',
              },
            },
          },
        },
        progress: {
          initial: 'unseen',
          on: { 'invitation.started': follow, 'invitation.updated': follow },
          states: {
            unseen: {},
            Connecting: {},
            Alerting: {},
            TeamRing: {},
            Forwarded: {},
            Connected: {},
            Declined: {},
            Cancelled: {},
            Failed: {},
          },
        },
        withdrawal: {
          initial: 'idle',
          states: {
            idle: {
              on: {
                'invitation.cancel': { guard: 'hasCancelLink', target: 'cancelling', actions: 'forgetRefusal' },
              },
            },
            cancelling: {
              invoke: {
                id: 'cancelInvitation',
                src: 'cancelInvitation',
                input: ({ context }) => context.invitation,
                onDone: {
                  guard: { type: 'wasRefused', params: ({ event }) => event.output },
                  target: 'idle',
                  actions: { type: 'noteRefusal', params: ({ event }) => event.output },
                },
              },
              on: { 'invitation.ringsOn': { target: 'idle', actions: 'noteFailure' } },
            },
          },
        },
      },
    },
    over: { type: 'final' },
  },
  output: ({ context }) => context.result,
})

export type OutgoingInvitationRef = ActorRefFrom<typeof outgoingInvitationMachine>
