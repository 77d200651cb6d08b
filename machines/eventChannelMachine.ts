import { assign, fromEventObservable, setup, type ActorRefFrom, type Subscribable } from 'xstate'
import type { Failure } from '../src/protocol/failure.ts'

/** What the loop says of its own life. Its pages take another way. */
export type ChannelSignal =
  /** A request is parked at the server, or on its way. */
  | { readonly type: 'channel.polling' }
  /** The request broke; the same one is repeated at `retryAt`, in milliseconds since 1970. */
  | {
      readonly type: 'channel.backingOff'
      readonly attempt: number
      readonly retryAt: number
      readonly cause: Failure
    }
  /** The time has come: the broken request is out again, and has no answer yet. */
  | { readonly type: 'channel.repeating' }
  /** The server dropped transient state: what is still there has to be read again. */
  | { readonly type: 'channel.gap'; readonly cause: 'resync' | 'resume' }
  /** What was still there has been read. */
  | { readonly type: 'channel.caughtUp' }
  /** Another instance polls the same channel. */
  | { readonly type: 'channel.replaced' }
  /** There is no coming back on this channel. */
  | { readonly type: 'channel.gone'; readonly cause: Failure }

/** What the chart of the event channel remembers; `retryAt` in milliseconds since 1970 UTC. */
export interface EventChannelContext {
  readonly events: string
  readonly attempt: number
  readonly retryAt: number | undefined
  readonly cause: Failure | undefined
}

/** Why a channel ended. No cause: another instance replaced it. */
export interface ChannelEnd {
  readonly cause: Failure | undefined
}

const noSignals: Subscribable<ChannelSignal> = {
  subscribe: () => {
    throw new Error('this actor slot was not filled')
  },
}

/**
 * The life of the event channel of one application.
 *
 * `open` runs the loop, and every other state lies outside it, so that leaving
 * `open` ends the loop and aborts the parked request.
 */
export const eventChannelMachine = setup({
  types: {
    context: {} as EventChannelContext,
    input: {} as { readonly events: string },
    events: {} as ChannelSignal,
    output: {} as ChannelEnd,
  },
  actors: {
    eventPages: fromEventObservable<ChannelSignal, { readonly events: string }>(() => noSignals),
  },
  actions: {
    noteSetback: assign(({ context, event }) =>
      event.type === 'channel.backingOff'
        ? { attempt: event.attempt, retryAt: event.retryAt, cause: event.cause }
        : context,
    ),
    noteEnd: assign(({ context, event }) => (event.type === 'channel.gone' ? { cause: event.cause } : context)),
    forgetSetback: assign({ attempt: 0, retryAt: undefined, cause: undefined }),
  },
}).createMachine({
  id: 'eventChannel',
  context: ({ input }) => ({ events: input.events, attempt: 0, retryAt: undefined, cause: undefined }),
  initial: 'open',
  states: {
    open: {
      invoke: { id: 'eventPages', src: 'eventPages', input: ({ context }) => ({ events: context.events }) },
      initial: 'polling',
      on: {
        'channel.backingOff': { target: '.backingOff', actions: 'noteSetback' },
        'channel.gap': { target: '.resyncing', actions: 'forgetSetback' },
        'channel.replaced': { target: 'replaced', actions: 'forgetSetback' },
        'channel.gone': { target: 'gone', actions: 'noteEnd' },
      },
      states: {
        polling: {},
        backingOff: {
          on: { 'channel.repeating': 'repeating' },
        },
        repeating: {
          on: { 'channel.polling': { target: 'polling', actions: 'forgetSetback' } },
        },
        resyncing: {
          on: { 'channel.caughtUp': 'polling' },
        },
      },
    },
    replaced: { type: 'final' },
    gone: { type: 'final' },
  },
  output: ({ context }) => ({ cause: context.cause }),
})

export type EventChannelRef = ActorRefFrom<typeof eventChannelMachine>
