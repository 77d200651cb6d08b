import { assign, setup, type ActorRefFrom } from 'xstate'
import type { Outcome } from '../src/protocol/failure.ts'
import { eventChannelMachine, type ChannelEnd } from './eventChannelMachine.ts'
import type {
  CreatedApplication,
  SessionContext,
  SessionEvent,
  Setback,
  StepInput,
  Visibility,
} from './sessionEvent.ts'
import { unfilled } from './unfilled.ts'

/** Tries that a host gets before another one is looked for. */
const manyTries = 5

/** Statuses that pass by themselves: a channel that still ended with one has lost its server. */
const passing: ReadonlySet<number> = new Set([408, 409, 429])

/** What failed is tried again: as much of discovery as is known is not repeated. */
const tryAgain = [
  { guard: 'hasApplications', target: 'creating' },
  { guard: 'hasUser', target: 'authenticating' },
  { target: 'discovering' },
] as const

/** What the server may still have is deleted; what it is about to make, once it is known. */
const leave = [{ guard: 'hasApplication', target: 'signingOut' }, { target: 'signedOut' }] as const

const stepInput = ({ context }: { readonly context: SessionContext }): StepInput => ({
  attempt: context.attempt,
  recovering: context.created !== undefined,
})

/**
 * Staying online: from finding the server to signing out.
 *
 * A lost application is created again without bothering the user; one that the
 * server ended on purpose (410) is not. `waiting` says what is being waited for.
 * Whoever cannot be made available, or does not want to, stays in `hidden`.
 */
export const sessionMachine = setup({
  types: {
    context: {} as SessionContext,
    events: {} as SessionEvent,
    children: {} as { readonly eventChannel: 'eventChannel' },
  },
  actors: {
    discoverRoot: unfilled<Outcome<{ readonly user: string }, Setback>, StepInput>(),
    readUser: unfilled<
      Outcome<{ readonly applications: string }, Setback>,
      StepInput & { readonly user: string | undefined }
    >(),
    createApplication: unfilled<
      Outcome<CreatedApplication, Setback>,
      StepInput & { readonly applications: string | undefined }
    >(),
    makeMeAvailable: unfilled<
      Outcome<Visibility, Setback>,
      StepInput & { readonly created: CreatedApplication | undefined }
    >(),
    /** Over once the user has been active since the last report. */
    activity: unfilled<void, undefined>(),
    reportMyActivity: unfilled<Outcome<void>, { readonly created: CreatedApplication | undefined }>(),
    deleteApplication: unfilled<Outcome<void>, { readonly created: CreatedApplication | undefined }>(),
    eventChannel: eventChannelMachine,
  },
  guards: {
    succeeded: (_, answer: Outcome<unknown, unknown>) => answer._tag === 'Right',
    staysLurking: (_, answer: Outcome<Visibility, Setback>) => answer._tag === 'Right' && answer.right === 'lurking',
    isWorthAnotherTry: (_, answer: Outcome<unknown, Setback>) =>
      answer._tag === 'Left' && answer.left.retry !== undefined,
    /** Only then is what discovery found thrown away: UCWA asks for many tries first. */
    hasLostItsHost: ({ context }, answer: Outcome<unknown, Setback>) =>
      answer._tag === 'Left' &&
      answer.left.retry !== undefined &&
      context.attempt + 1 >= manyTries &&
      (answer.left.failure.name === 'Unreachable' ||
        answer.left.failure.name === 'TimedOut' ||
        (answer.left.failure.name === 'Refused' && answer.left.failure.status === 502)),
    wasReplaced: (_, end: ChannelEnd) => end.cause === undefined,
    lostItsApplication: (_, end: ChannelEnd) => end.cause?.name === 'Refused' && end.cause.status === 404,
    lostItsServer: (_, end: ChannelEnd) =>
      end.cause?.name === 'Unreachable' ||
      end.cause?.name === 'TimedOut' ||
      end.cause?.name === 'Unreadable' ||
      (end.cause?.name === 'Refused' && (end.cause.status >= 500 || passing.has(end.cause.status))),
    wasEnded: (_, end: ChannelEnd) => end.cause?.name === 'Refused' && end.cause.status === 410,
    hasUser: ({ context }) => context.user !== undefined,
    hasApplications: ({ context }) => context.applications !== undefined,
    /** One that was lost, it may be: its server may still have it. */
    hasApplication: ({ context }) => context.created !== undefined,
    /** A pause that the server asked for is kept; the others are ours. */
    wasAskedToWait: ({ context }) => context.failure?.name === 'Refused' && context.failure.retryAfter !== undefined,
  },
  actions: {
    rememberUser: assign((_, answer: Outcome<{ readonly user: string }, Setback>) =>
      answer._tag === 'Right' ? { user: answer.right.user } : {},
    ),
    rememberApplications: assign((_, answer: Outcome<{ readonly applications: string }, Setback>) =>
      answer._tag === 'Right' ? { applications: answer.right.applications } : {},
    ),
    rememberApplication: assign((_, answer: Outcome<CreatedApplication, Setback>) =>
      answer._tag === 'Right' ? { created: answer.right } : {},
    ),
    noteSetback: assign(({ context }, answer: Outcome<unknown, Setback>) =>
      answer._tag === 'Left'
        ? { failure: answer.left.failure, retry: answer.left.retry, attempt: context.attempt + 1 }
        : {},
    ),
    noteCause: assign((_, end: ChannelEnd) => ({ failure: end.cause })),
    noteEnd: assign(({ event }) => (event.type === 'application.ended' ? { failure: event.cause } : {})),
    forgetSetback: assign({ attempt: 0, retry: undefined, failure: undefined }),
    forgetDiscovery: assign({ user: undefined, applications: undefined }),
    forgetApplication: assign({ created: undefined }),
  },
  delays: {
    retryIn: ({ context }) => context.retry?.in ?? 0,
    /** A user who is not heard of for five minutes is shown as idle. */
    activityInterval: 4 * 60_000,
  },
}).createMachine({
  id: 'session',
  context: {
    user: undefined,
    applications: undefined,
    created: undefined,
    attempt: 0,
    retry: undefined,
    failure: undefined,
  },
  initial: 'signedOut',
  states: {
    signedOut: {
      entry: ['forgetDiscovery', 'forgetApplication', 'forgetSetback'],
      on: { 'session.signIn': 'discovering' },
    },
    discovering: {
      invoke: {
        id: 'discoverRoot',
        src: 'discoverRoot',
        input: stepInput,
        onDone: [
          {
            guard: { type: 'succeeded', params: ({ event }) => event.output },
            target: 'authenticating',
            actions: { type: 'rememberUser', params: ({ event }) => event.output },
          },
          {
            guard: { type: 'isWorthAnotherTry', params: ({ event }) => event.output },
            target: 'waiting',
            actions: { type: 'noteSetback', params: ({ event }) => event.output },
          },
          { target: 'failed', actions: { type: 'noteSetback', params: ({ event }) => event.output } },
        ],
      },
      on: { 'session.signOut': leave },
    },
    authenticating: {
      invoke: {
        id: 'readUser',
        src: 'readUser',
        input: ({ context }) => ({ ...stepInput({ context }), user: context.user }),
        onDone: [
          {
            guard: { type: 'succeeded', params: ({ event }) => event.output },
            target: 'creating',
            actions: { type: 'rememberApplications', params: ({ event }) => event.output },
          },
          {
            guard: { type: 'hasLostItsHost', params: ({ event }) => event.output },
            target: 'waiting',
            actions: [{ type: 'noteSetback', params: ({ event }) => event.output }, 'forgetDiscovery'],
          },
          {
            guard: { type: 'isWorthAnotherTry', params: ({ event }) => event.output },
            target: 'waiting',
            actions: { type: 'noteSetback', params: ({ event }) => event.output },
          },
          { target: 'failed', actions: { type: 'noteSetback', params: ({ event }) => event.output } },
        ],
      },
      on: { 'session.signOut': leave },
    },
    creating: {
      invoke: {
        id: 'createApplication',
        src: 'createApplication',
        input: ({ context }) => ({ ...stepInput({ context }), applications: context.applications }),
        onDone: [
          {
            guard: { type: 'succeeded', params: ({ event }) => event.output },
            target: 'created',
            actions: [{ type: 'rememberApplication', params: ({ event }) => event.output }, 'forgetSetback'],
          },
          {
            guard: { type: 'hasLostItsHost', params: ({ event }) => event.output },
            target: 'waiting',
            actions: [{ type: 'noteSetback', params: ({ event }) => event.output }, 'forgetDiscovery'],
          },
          {
            guard: { type: 'isWorthAnotherTry', params: ({ event }) => event.output },
            target: 'waiting',
            actions: { type: 'noteSetback', params: ({ event }) => event.output },
          },
          { target: 'failed', actions: { type: 'noteSetback', params: ({ event }) => event.output } },
        ],
      },
      on: { 'session.signOut': 'signingOut' },
    },
    waiting: {
      after: {
        retryIn: tryAgain,
      },
      on: { 'session.wake': [{ guard: 'wasAskedToWait' }, ...tryAgain], 'session.signOut': leave },
    },
    created: {
      invoke: {
        id: 'eventChannel',
        src: 'eventChannel',
        input: ({ context }) => ({ events: context.created?.events ?? '' }),
        onDone: [
          { guard: { type: 'wasReplaced', params: ({ event }) => event.output }, target: 'replaced' },
          { guard: { type: 'lostItsApplication', params: ({ event }) => event.output }, target: 'creating' },
          {
            guard: { type: 'lostItsServer', params: ({ event }) => event.output },
            target: 'discovering',
            actions: 'forgetDiscovery',
          },
          {
            guard: { type: 'wasEnded', params: ({ event }) => event.output },
            target: 'ended',
            actions: { type: 'noteCause', params: ({ event }) => event.output },
          },
          { target: 'failed', actions: { type: 'noteCause', params: ({ event }) => event.output } },
        ],
      },
      on: {
        'application.notFound': 'creating',
        'application.ended': { target: 'ended', actions: 'noteEnd' },
        'session.suspend': 'suspended',
        'session.signOut': 'signingOut',
      },
      exit: 'forgetSetback',
      initial: 'lurking',
      states: {
        lurking: {
          initial: 'asking',
          states: {
            asking: {
              invoke: {
                id: 'makeMeAvailable',
                src: 'makeMeAvailable',
                input: ({ context }) => ({ ...stepInput({ context }), created: context.created }),
                onDone: [
                  {
                    guard: { type: 'staysLurking', params: ({ event }) => event.output },
                    target: 'hidden',
                    actions: 'forgetSetback',
                  },
                  {
                    guard: { type: 'succeeded', params: ({ event }) => event.output },
                    target: '#session.created.available',
                    actions: 'forgetSetback',
                  },
                  {
                    guard: { type: 'isWorthAnotherTry', params: ({ event }) => event.output },
                    target: 'pausing',
                    actions: { type: 'noteSetback', params: ({ event }) => event.output },
                  },
                  {
                    target: '#session.failed',
                    actions: { type: 'noteSetback', params: ({ event }) => event.output },
                  },
                ],
              },
            },
            pausing: {
              after: { retryIn: 'asking' },
              on: { 'session.wake': [{ guard: 'wasAskedToWait' }, { target: 'asking' }] },
            },
            hidden: {},
          },
        },
        available: {
          initial: 'idle',
          states: {
            idle: { after: { activityInterval: 'unheard' } },
            unheard: { invoke: { id: 'activity', src: 'activity', onDone: 'reporting' } },
            reporting: {
              invoke: {
                id: 'reportMyActivity',
                src: 'reportMyActivity',
                input: ({ context }) => ({ created: context.created }),
                onDone: 'idle',
              },
            },
          },
        },
      },
    },
    suspended: {
      on: {
        'application.ended': { target: 'ended', actions: 'noteEnd' },
        'session.resume': 'created',
        'session.signOut': 'signingOut',
      },
    },
    replaced: {
      on: {
        'application.ended': { target: 'ended', actions: 'noteEnd' },
        'session.resume': 'created',
        'session.signOut': 'signingOut',
      },
    },
    signingOut: {
      invoke: {
        id: 'deleteApplication',
        src: 'deleteApplication',
        input: ({ context }) => ({ created: context.created }),
        onDone: 'signedOut',
      },
    },
    failed: {
      entry: ['forgetDiscovery', 'forgetApplication'],
      on: {
        'session.signIn': { target: 'discovering', actions: 'forgetSetback' },
        'session.signOut': 'signedOut',
      },
    },
    ended: {
      entry: ['forgetDiscovery', 'forgetApplication'],
      on: {
        'session.signIn': { target: 'discovering', actions: 'forgetSetback' },
        'session.signOut': 'signedOut',
      },
    },
  },
})

export type SessionRef = ActorRefFrom<typeof sessionMachine>
