import { assign, setup, type ActorRefFrom } from 'xstate'
import type { Failure, Outcome } from '../src/protocol/failure.ts'
import type { Reason } from '../src/protocol/reason.ts'
import type { Messaging } from '../src/protocol/resource/messaging.ts'
import { isUnanswered, refusalIn } from './outcome.ts'
import { unfilled } from './unfilled.ts'

export type MessagingEvent =
  | { readonly type: 'messaging.updated'; readonly messaging: Messaging; readonly reason?: Reason | null }
  | { readonly type: 'messaging.stop' }
  | { readonly type: 'conversation.deleted' }
  | { readonly type: 'gap.lost' }

/** What the chart of a messaging modality remembers. */
export interface MessagingContext {
  /** The last body seen; its links say what is allowed. */
  readonly messaging: Messaging | undefined
  /** Why the modality changed last, where the server said so. */
  readonly reason: Reason | undefined
  /** Why the last stopMessaging was refused. */
  readonly refusal: Failure | undefined
}

const stateIn = (event: MessagingEvent): string | undefined =>
  event.type === 'messaging.updated' ? event.messaging.state : undefined

/**
 * The instant messaging modality of one conversation.
 *
 * Follows `messaging.updated` from any state to any other. The answer to
 * stopMessaging ends nothing: the modality is down when the event channel says
 * so. While that POST runs only Disconnected leaves the state, since leaving
 * aborts the request; a refusal goes back to what the last body says, and to
 * Connected where that is a word nobody knows.
 */
export const messagingMachine = setup({
  types: {
    context: {} as MessagingContext,
    events: {} as MessagingEvent,
  },
  actors: {
    stopMessaging: unfilled<Outcome<void>, Messaging | undefined>(),
  },
  guards: {
    isConnecting: ({ event }) => stateIn(event) === 'Connecting',
    isConnected: ({ event }) => stateIn(event) === 'Connected',
    isDisconnecting: ({ event }) => stateIn(event) === 'Disconnecting',
    isDisconnected: ({ event }) => stateIn(event) === 'Disconnected',
    hasStopLink: ({ context }) => Boolean(context.messaging?._links?.stopMessaging),
    isStillConnecting: ({ context }) => context.messaging?.state === 'Connecting',
    isStillDisconnecting: ({ context }) => context.messaging?.state === 'Disconnecting',
    mayHaveStopped: (_, answer: Outcome<void>) => answer._tag === 'Right' || isUnanswered(answer),
  },
  actions: {
    remember: assign(({ context, event }) =>
      event.type === 'messaging.updated'
        ? { messaging: event.messaging, reason: event.reason ?? undefined, refusal: undefined }
        : context,
    ),
    noteRefusal: assign((_, answer: Outcome<void>) => ({ refusal: refusalIn(answer) })),
    forgetRefusal: assign({ refusal: undefined }),
  },
}).createMachine({
  id: 'messaging',
  context: { messaging: undefined, reason: undefined, refusal: undefined },
  initial: 'Disconnected',
  on: {
    'messaging.updated': [
      { guard: 'isConnecting', target: '.Connecting', actions: 'remember' },
      { guard: 'isConnected', target: '.Connected', actions: 'remember' },
      { guard: 'isDisconnecting', target: '.Disconnecting', actions: 'remember' },
      { guard: 'isDisconnected', target: '.Disconnected', actions: 'remember' },
      { actions: 'remember' },
    ],
    'conversation.deleted': '.Disconnected',
    'gap.lost': '.Disconnected',
  },
  states: {
    Disconnected: {},
    Connecting: {
      on: {
        'messaging.stop': { guard: 'hasStopLink', target: 'Disconnecting.stopping', actions: 'forgetRefusal' },
      },
    },
    Connected: {
      on: {
        'messaging.stop': { guard: 'hasStopLink', target: 'Disconnecting.stopping', actions: 'forgetRefusal' },
      },
    },
    Disconnecting: {
      initial: 'waiting',
      states: {
        stopping: {
          invoke: {
            id: 'stopMessaging',
            src: 'stopMessaging',
            input: ({ context }) => context.messaging,
            onDone: [
              { guard: { type: 'mayHaveStopped', params: ({ event }) => event.output }, target: 'waiting' },
              {
                guard: 'isStillConnecting',
                target: '#messaging.Connecting',
                actions: { type: 'noteRefusal', params: ({ event }) => event.output },
              },
              {
                guard: 'isStillDisconnecting',
                target: 'waiting',
                actions: { type: 'noteRefusal', params: ({ event }) => event.output },
              },
              {
                target: '#messaging.Connected',
                actions: { type: 'noteRefusal', params: ({ event }) => event.output },
              },
            ],
          },
          on: {
            'messaging.updated': [
              { guard: 'isDisconnected', target: '#messaging.Disconnected', actions: 'remember' },
              { actions: 'remember' },
            ],
          },
        },
        waiting: {
          on: {
            'messaging.stop': { guard: 'hasStopLink', target: 'stopping', actions: 'forgetRefusal' },
          },
        },
      },
    },
  },
})

export type MessagingRef = ActorRefFrom<typeof messagingMachine>
