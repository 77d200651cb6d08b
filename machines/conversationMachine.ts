import { assign, setup, type ActorRefFrom } from 'xstate'
import type { Failure, Outcome } from '../src/protocol/failure.ts'
import type { Reason } from '../src/protocol/reason.ts'
import type { Conversation } from '../src/protocol/resource/conversation.ts'
import { isUnanswered, refusalIn } from './outcome.ts'
import { unfilled } from './unfilled.ts'

/** What an event about a conversation brings. */
export interface ConversationBody {
  readonly conversation: Conversation
  readonly reason?: Reason | null
}

export type ConversationEvent =
  | ({ readonly type: 'conversation.added' } & ConversationBody)
  | ({ readonly type: 'conversation.updated' } & ConversationBody)
  /** After a gap: the server still lists it. */
  | ({ readonly type: 'conversation.restored' } & ConversationBody)
  | { readonly type: 'conversation.deleted'; readonly reason?: Reason | null }
  | { readonly type: 'conversation.leave' }
  | { readonly type: 'gap.lost' }

/** What the chart of a conversation remembers. */
export interface ConversationContext {
  readonly conversation: Conversation | undefined
  readonly reason: Reason | undefined
  /** Why the last attempt to leave was refused. */
  readonly refusal: Failure | undefined
}

const stateIn = (event: ConversationEvent): string | undefined =>
  'conversation' in event ? event.conversation.state : undefined

/** The wire may move a conversation from any state to any other. */
const follow = [
  { guard: 'isIncoming', target: '.Incoming', actions: 'remember' },
  { guard: 'isConnecting', target: '.Connecting', actions: 'remember' },
  { guard: 'isConnected', target: '.Connected', actions: 'remember' },
  { guard: 'isConferencing', target: '.Conferencing', actions: 'remember' },
  { guard: 'isInLobby', target: '.InLobby', actions: 'remember' },
  { guard: 'isConferenced', target: '.Conferenced', actions: 'remember' },
  { guard: 'isDisconnecting', target: '.Disconnecting', actions: 'remember' },
  { guard: 'isDisconnected', target: '.Disconnected', actions: 'remember' },
  { actions: 'remember' },
] as const

/**
 * While the DELETE runs only Disconnected leaves the state, since leaving it aborts the request; and once it is
 * answered, since whatever else is told of the conversation was written down before.
 */
const followOnlyToTheEnd = [
  { guard: 'isDisconnected', target: '#conversation.Disconnected', actions: 'remember' },
  { actions: 'remember' },
] as const

const leave = { target: '#conversation.Disconnecting.leaving', actions: 'forgetRefusal' } as const

/**
 * One conversation as the local user sees it, from its first event to `deleted`.
 *
 * A refused DELETE goes back to what the last body says, and to Connected where
 * that is a word nobody knows.
 */
export const conversationMachine = setup({
  types: {
    context: {} as ConversationContext,
    events: {} as ConversationEvent,
  },
  actors: {
    leaveConversation: unfilled<Outcome<void>, Conversation | undefined>(),
  },
  guards: {
    isIncoming: ({ event }) => stateIn(event) === 'Incoming',
    isConnecting: ({ event }) => stateIn(event) === 'Connecting',
    isConnected: ({ event }) => stateIn(event) === 'Connected',
    isConferencing: ({ event }) => stateIn(event) === 'Conferencing',
    isInLobby: ({ event }) => stateIn(event) === 'InLobby',
    isConferenced: ({ event }) => stateIn(event) === 'Conferenced',
    isDisconnecting: ({ event }) => stateIn(event) === 'Disconnecting',
    isDisconnected: ({ event }) => stateIn(event) === 'Disconnected',
    hasLeft: (_, answer: Outcome<void>) => answer._tag === 'Right',
    mayHaveLeft: (_, answer: Outcome<void>) => isUnanswered(answer),
    wasIncoming: ({ context }) => context.conversation?.state === 'Incoming',
    wasConnecting: ({ context }) => context.conversation?.state === 'Connecting',
    wasConferencing: ({ context }) => context.conversation?.state === 'Conferencing',
    wasInLobby: ({ context }) => context.conversation?.state === 'InLobby',
    wasConferenced: ({ context }) => context.conversation?.state === 'Conferenced',
    wasDisconnecting: ({ context }) => context.conversation?.state === 'Disconnecting',
  },
  actions: {
    remember: assign(({ context, event }) =>
      'conversation' in event
        ? { conversation: event.conversation, reason: event.reason ?? undefined, refusal: undefined }
        : context,
    ),
    rememberReason: assign(({ context, event }) =>
      event.type === 'conversation.deleted' && event.reason ? { reason: event.reason } : context,
    ),
    noteRefusal: assign((_, answer: Outcome<void>) => ({ refusal: refusalIn(answer) })),
    forgetRefusal: assign({ refusal: undefined }),
  },
  delays: {
    /** A server that forgets to send `deleted` must not keep the chart for ever. */
    linger: 60_000,
  },
}).createMachine({
  id: 'conversation',
  context: { conversation: undefined, reason: undefined, refusal: undefined },
  initial: 'unseen',
  on: {
    'conversation.added': follow,
    'conversation.updated': follow,
    'conversation.restored': follow,
    'conversation.deleted': { target: '.over', actions: 'rememberReason' },
    'gap.lost': '.over',
  },
  states: {
    unseen: {},
    Incoming: { on: { 'conversation.leave': leave } },
    Connecting: { on: { 'conversation.leave': leave } },
    Connected: { on: { 'conversation.leave': leave } },
    Conferencing: { on: { 'conversation.leave': leave } },
    InLobby: { on: { 'conversation.leave': leave } },
    Conferenced: { on: { 'conversation.leave': leave } },
    Disconnecting: {
      initial: 'waiting',
      states: {
        leaving: {
          invoke: {
            id: 'leaveConversation',
            src: 'leaveConversation',
            input: ({ context }) => context.conversation,
            onDone: [
              { guard: { type: 'hasLeft', params: ({ event }) => event.output }, target: 'left' },
              { guard: { type: 'mayHaveLeft', params: ({ event }) => event.output }, target: 'waiting' },
              {
                target: '#conversation.refused',
                actions: { type: 'noteRefusal', params: ({ event }) => event.output },
              },
            ],
          },
          on: {
            'conversation.added': followOnlyToTheEnd,
            'conversation.updated': followOnlyToTheEnd,
            'conversation.restored': followOnlyToTheEnd,
          },
        },
        left: { on: { 'conversation.updated': followOnlyToTheEnd } },
        waiting: { on: { 'conversation.leave': leave } },
      },
    },
    refused: {
      always: [
        { guard: 'wasIncoming', target: 'Incoming' },
        { guard: 'wasConnecting', target: 'Connecting' },
        { guard: 'wasConferencing', target: 'Conferencing' },
        { guard: 'wasInLobby', target: 'InLobby' },
        { guard: 'wasConferenced', target: 'Conferenced' },
        { guard: 'wasDisconnecting', target: 'Disconnecting' },
        { target: 'Connected' },
      ],
    },
    Disconnected: { after: { linger: 'over' } },
    over: { type: 'final' },
  },
})

export type ConversationRef = ActorRefFrom<typeof conversationMachine>
