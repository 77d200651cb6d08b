import { either as E } from 'fp-ts'
import type { Setback } from '../../machines/sessionEvent.ts'
import type { Failure, SignInFailure } from '../../src/protocol/failure.ts'
import type { Move } from './pathsOf.ts'

/** The requests of a session, in the order in which signing in makes them; events are polled for. */
export type Step = 'discoverRoot' | 'readUser' | 'applications' | 'makeMeAvailable'

/** What becomes of one: `busy` says when to come back. */
export type StepAnswer = 'taken' | 'hidden' | 'broken' | 'busy' | 'refused'

/** How the event channel ends for good. */
export type ChannelEnding = 'replaced' | 'not found' | 'unreachable' | 'gone' | 'forbidden'

export interface SessionMove extends Move {
  readonly does:
    | { readonly kind: 'user'; readonly does: 'connects' | 'resumes' | 'suspends' | 'signs out' }
    | { readonly kind: 'answer'; readonly step: Step; readonly how: StepAnswer; readonly isFinal: boolean }
    | { readonly kind: 'wait' }
    | { readonly kind: 'wake' }
    | { readonly kind: 'idle' }
    | { readonly kind: 'heard' }
    | { readonly kind: 'report'; readonly how: 'taken' | 'refused' }
    | { readonly kind: 'delete'; readonly how: 'taken' | 'lost' }
    | { readonly kind: 'channel'; readonly ending: ChannelEnding }
    | { readonly kind: 'application'; readonly what: 'not found' | 'ended' }
}

const event = (type: string, payload: object = {}): Move['event'] => ({ type, ...payload })

const refused = (status: number, retryAfter?: number): Failure => ({
  name: 'Refused',
  operation: '',
  method: 'GET',
  href: '/',
  status,
  code: undefined,
  subcode: undefined,
  message: undefined,
  parameters: undefined,
  retryAfter,
  diagnostics: undefined,
})
const unreachable: Failure = {
  name: 'Unreachable',
  operation: '',
  method: 'GET',
  href: '/',
  code: 'ECONNRESET',
  cause: undefined,
}
const notDiscovered: SignInFailure = { name: 'NotDiscovered', tried: [] }

/** Seconds that a busy server asks for. */
export const busyFor = 5

const outcomes: Readonly<Record<Step, unknown>> = {
  discoverRoot: { user: '/user' },
  readUser: { applications: '/applications' },
  applications: { application: { _links: {} }, url: '/', events: '/events' },
  makeMeAvailable: 'available',
}

const slots: Readonly<Record<Step, string>> = {
  discoverRoot: 'discoverRoot',
  readUser: 'readUser',
  applications: 'createApplication',
  makeMeAvailable: 'makeMeAvailable',
}

const failureOf = (step: Step, how: StepAnswer): SignInFailure => {
  if (step === 'discoverRoot') return notDiscovered
  if (how === 'broken') return unreachable
  return how === 'busy' ? refused(503, busyFor * 1000) : refused(403)
}

const outputOf = (step: Step, how: StepAnswer, isFinal: boolean): E.Either<Setback, unknown> => {
  if (how === 'taken') return E.right(outcomes[step])
  if (how === 'hidden') return E.right('lurking')
  return E.left({ failure: failureOf(step, how), retry: isFinal ? undefined : { in: 1000, at: 1000 } })
}

const says: Readonly<Record<StepAnswer, string>> = {
  taken: 'is taken',
  hidden: 'is not for her',
  broken: 'breaks',
  busy: 'meets a busy server',
  refused: 'is refused',
}

const answers = (step: Step, how: StepAnswer, isFinal = false): SessionMove => ({
  says: `${step} ${says[how]}${isFinal && how !== 'refused' ? ' once too often' : ''}`,
  event: event(`xstate.done.actor.${slots[step]}`, { output: outputOf(step, how, isFinal), actorId: slots[step] }),
  does: { kind: 'answer', step, how, isFinal },
})

const channelEnds = (ending: ChannelEnding, cause: Failure | undefined): SessionMove => ({
  says: `the event channel is ${ending}`,
  event: event('xstate.done.actor.eventChannel', { output: { cause }, actorId: 'eventChannel' }),
  does: { kind: 'channel', ending },
})

/** Everything that can happen to a session. */
export const moves: readonly SessionMove[] = [
  {
    says: 'the user connects',
    event: event('session.signIn'),
    anytime: true,
    does: { kind: 'user', does: 'connects' },
  },
  // The same call: it means another event where there is something to take up again.
  {
    says: 'the user connects again',
    event: event('session.resume', { by: 'connect' }),
    does: { kind: 'user', does: 'connects' },
  },
  {
    says: 'the user resumes',
    event: event('session.resume', { by: 'resume' }),
    anytime: true,
    does: { kind: 'user', does: 'resumes' },
  },
  {
    says: 'the user suspends',
    event: event('session.suspend'),
    anytime: true,
    does: { kind: 'user', does: 'suspends' },
  },
  {
    says: 'the user signs out',
    event: event('session.signOut'),
    anytime: true,
    does: { kind: 'user', does: 'signs out' },
  },
  answers('discoverRoot', 'taken'),
  answers('discoverRoot', 'broken'),
  answers('discoverRoot', 'broken', true),
  ...(['readUser', 'applications'] as const).flatMap((step) => [
    answers(step, 'taken'),
    answers(step, 'broken'),
    answers(step, 'broken', true),
    answers(step, 'busy'),
    answers(step, 'busy', true),
    answers(step, 'refused', true),
  ]),
  answers('makeMeAvailable', 'taken'),
  answers('makeMeAvailable', 'hidden'),
  answers('makeMeAvailable', 'broken'),
  answers('makeMeAvailable', 'busy'),
  answers('makeMeAvailable', 'refused', true),
  { says: 'its time comes', event: event('xstate.after.retryIn.session.waiting'), does: { kind: 'wait' } },
  {
    says: 'the time to ask again comes',
    event: event('xstate.after.retryIn.session.created.lurking.pausing'),
    does: { kind: 'wait' },
  },
  { says: 'the machine wakes', event: event('session.wake'), anytime: true, does: { kind: 'wake' } },
  {
    says: 'four minutes pass',
    event: event('xstate.after.activityInterval.session.created.available.idle'),
    does: { kind: 'idle' },
  },
  { says: 'she does something', event: event('xstate.done.actor.activity'), does: { kind: 'heard' } },
  {
    says: 'the report is taken',
    event: event('xstate.done.actor.reportMyActivity', { output: E.right(undefined) }),
    does: { kind: 'report', how: 'taken' },
  },
  {
    says: 'the report is refused',
    event: event('xstate.done.actor.reportMyActivity', { output: E.left(refused(403)) }),
    does: { kind: 'report', how: 'refused' },
  },
  {
    says: 'the DELETE is taken',
    event: event('xstate.done.actor.deleteApplication', { output: E.right(undefined) }),
    does: { kind: 'delete', how: 'taken' },
  },
  {
    says: 'the answer to the DELETE is lost',
    event: event('xstate.done.actor.deleteApplication', { output: E.left(unreachable) }),
    does: { kind: 'delete', how: 'lost' },
  },
  channelEnds('replaced', undefined),
  channelEnds('not found', refused(404)),
  channelEnds('unreachable', refused(503)),
  channelEnds('gone', refused(410)),
  channelEnds('forbidden', refused(403)),
  {
    says: 'a request is told that there is no such application',
    event: event('application.notFound'),
    does: { kind: 'application', what: 'not found' },
  },
  {
    says: 'a request is told that the application was ended',
    event: event('application.ended', { cause: refused(410) }),
    does: { kind: 'application', what: 'ended' },
  },
]
