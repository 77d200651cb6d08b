import { assign, setup, type ActorRefFrom } from 'xstate'
import type { EventStatus } from '../src/protocol/event/resourceEvent.ts'
import type { Failure, Outcome } from '../src/protocol/failure.ts'
import type { Reason } from '../src/protocol/reason.ts'
import { isUnanswered, refusalIn } from './outcome.ts'
import { unfilled } from './unfilled.ts'

export type OutgoingMessageEvent =
  /** Its turn has come: the message before it has an answer, or is unknown. */
  | { readonly type: 'message.send' }
  /** Asked for by the user, after the answer was lost. */
  | { readonly type: 'message.retry' }
  | { readonly type: 'message.started' }
  | { readonly type: 'message.completed'; readonly status?: EventStatus | null; readonly reason?: Reason | null }
  | { readonly type: 'messaging.disconnected' }
  | { readonly type: 'conversation.deleted' }
  | { readonly type: 'gap.lost' }

/** Where the 201 says the message is; absent where a server leaves it out. */
export interface Sent {
  readonly location: string | undefined
}

/** What the chart of an outgoing message remembers. */
export interface OutgoingMessageContext {
  /** Names the message whose text the runtime fills into the slot. */
  readonly operationId: string
  /** An event has proved that the POST was taken. */
  readonly started: boolean
  /** The user has sent it again: a try before this one may have arrived, whatever becomes of this one. */
  readonly mayHaveArrived: boolean
  readonly location: string | undefined
  readonly reason: Reason | undefined
  /** Why the POST was refused, or has no answer. */
  readonly refusal: Failure | undefined
}

/**
 * One message of the user's, from `send` until its delivery is known.
 *
 * A message whose answer was lost is `unknown` and never sent again unasked: the
 * event channel settles it, or the user retries. One that was retried is never
 * known to have failed, as the try before may have arrived. An event may beat the
 * 201 and proves that the POST was taken.
 */
export const outgoingMessageMachine = setup({
  types: {
    context: {} as OutgoingMessageContext,
    input: {} as { readonly operationId: string },
    events: {} as OutgoingMessageEvent,
  },
  actors: {
    sendMessage: unfilled<Outcome<Sent>, { readonly operationId: string }>(),
    /** Resolves after 60 s of open channel. */
    silence: unfilled<void, undefined>(),
  },
  guards: {
    wasTaken: (_, answer: Outcome<Sent>) => answer._tag === 'Right',
    mayHaveBeenTaken: (_, answer: Outcome<Sent>) => isUnanswered(answer),
    mayHaveArrived: ({ context }) => context.mayHaveArrived,
    wasStarted: ({ context }) => context.started,
    succeeded: ({ event }) => event.type === 'message.completed' && (event.status ?? 'Success') === 'Success',
  },
  actions: {
    noteStart: assign({ started: true }),
    /** Which of the tries that was is not known. */
    forgetStart: assign({ started: false }),
    noteDoubt: assign({ mayHaveArrived: true }),
    noteReason: assign(({ context, event }) =>
      event.type === 'message.completed' ? { reason: event.reason ?? undefined } : context,
    ),
    noteLocation: assign((_, answer: Outcome<Sent>) =>
      answer._tag === 'Right' ? { location: answer.right.location } : {},
    ),
    noteRefusal: assign((_, answer: Outcome<Sent>) => ({ refusal: refusalIn(answer) })),
    forgetRefusal: assign({ refusal: undefined }),
  },
}).createMachine({
  id: 'outgoingMessage',
  context: ({ input }) => ({
    operationId: input.operationId,
    started: false,
    mayHaveArrived: false,
    location: undefined,
    reason: undefined,
    refusal: undefined,
  }),
  initial: 'queued',
  on: {
    'message.completed': [
      { guard: 'succeeded', target: '.Succeeded', actions: ['noteReason', 'forgetRefusal'] },
      { guard: 'mayHaveArrived', target: '.unknown', actions: ['noteReason', 'forgetRefusal', 'forgetStart'] },
      { target: '.Failed', actions: ['noteReason', 'forgetRefusal'] },
    ],
    'conversation.deleted': '.lost',
    'gap.lost': '.lost',
  },
  states: {
    queued: {
      on: {
        'message.send': 'sending',
        'message.started': 'Pending',
        'messaging.disconnected': [{ guard: 'mayHaveArrived', target: 'unknown' }, { target: 'Failed' }],
        'conversation.deleted': [{ guard: 'mayHaveArrived', target: 'lost' }, { target: 'Failed' }],
      },
    },
    sending: {
      invoke: {
        id: 'sendMessage',
        src: 'sendMessage',
        input: ({ context }) => ({ operationId: context.operationId }),
        onDone: [
          {
            guard: { type: 'wasTaken', params: ({ event }) => event.output },
            target: 'Pending',
            actions: { type: 'noteLocation', params: ({ event }) => event.output },
          },
          {
            guard: { type: 'mayHaveBeenTaken', params: ({ event }) => event.output },
            target: 'unknown',
            actions: { type: 'noteRefusal', params: ({ event }) => event.output },
          },
          {
            guard: 'mayHaveArrived',
            target: 'unknown',
            actions: { type: 'noteRefusal', params: ({ event }) => event.output },
          },
          { target: 'Failed', actions: { type: 'noteRefusal', params: ({ event }) => event.output } },
        ],
      },
      on: { 'message.started': { actions: 'noteStart' } },
    },
    Pending: {},
    unknown: {
      initial: 'listening',
      always: { guard: 'wasStarted', target: 'Pending', actions: 'forgetRefusal' },
      on: {
        'message.started': { target: 'Pending', actions: 'forgetRefusal' },
        'message.retry': { target: 'queued', actions: ['forgetRefusal', 'noteDoubt'] },
      },
      states: {
        listening: { invoke: { id: 'silence', src: 'silence', onDone: 'silent' } },
        silent: {},
      },
    },
    Succeeded: { type: 'final' },
    Failed: { type: 'final' },
    lost: { type: 'final' },
  },
})

export type OutgoingMessageRef = ActorRefFrom<typeof outgoingMessageMachine>
