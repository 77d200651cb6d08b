import type { SnapshotFrom } from 'xstate'
import { sessionMachine } from '../../machines/sessionMachine.ts'
import { expectAgreement } from './agreement.ts'
import { moves, type SessionMove } from './sessionMove.ts'
import { SessionScene } from './sessionScene.ts'
import type { SessionSeen } from './promisedSession.ts'
import type { Model } from './walk.ts'

type Snapshot = SnapshotFrom<typeof sessionMachine>

const wordFor = (value: unknown): string =>
  typeof value === 'object' && value !== null
    ? Object.entries(value)
        .map(([key, inner]) => `${key}.${wordFor(inner)}`)
        .join()
    : String(value)

/** `created.lurking.asking`, `waiting`, … */
const stateOf = ({ value }: Snapshot): string => wordFor(value)

/** What each state of the chart means to users, whatever led there. */
const meaning: Readonly<Record<string, Partial<SessionSeen>>> = {
  signedOut: { status: 'signedOut', asks: [] },
  discovering: { status: 'signingIn discovering', asks: ['discoverRoot'] },
  authenticating: { status: 'signingIn authenticating', asks: ['readUser'] },
  creating: { status: 'signingIn creating', asks: ['applications'] },
  waiting: { asks: [] },
  'created.lurking.asking': { status: 'signingIn becomingAvailable', asks: ['makeMeAvailable', 'events'] },
  'created.lurking.pausing': { asks: ['events'] },
  'created.lurking.hidden': { status: 'lurking', asks: ['events'] },
  'created.available.idle': { status: 'available', asks: ['events'] },
  'created.available.unheard': { status: 'available', asks: ['events'] },
  'created.available.reporting': { status: 'available', asks: ['reportMyActivity', 'events'] },
  suspended: { status: 'suspended', asks: [] },
  replaced: { status: 'replaced', asks: [] },
  signingOut: { status: 'signingOut' },
  failed: { asks: [] },
  ended: { status: 'ended Refused', asks: [] },
}

const tries = 5

const isRecovering = ({ context }: Snapshot): boolean => context.created !== undefined

const wasAskedToWait = ({ context: { failure } }: Snapshot): string =>
  failure?.name === 'Refused' && failure.retryAfter !== undefined ? 'asked' : ''

/** Where it matters how often a step has failed. */
const counting = ['signedOut', 'discovering', 'authenticating', 'creating', 'waiting']

/** What was found is told in every state: some have to forget it. */
const facts = (snapshot: Snapshot): string => {
  const { user, applications, attempt } = snapshot.context
  const state = stateOf(snapshot)
  return [
    state,
    isRecovering(snapshot) ? 'again' : 'first',
    user === undefined ? '' : 'user',
    applications === undefined ? '' : 'applications',
    counting.includes(state) ? Math.min(attempt, tries) : '',
    state === 'waiting' || state === 'created.lurking.pausing' ? wasAskedToWait(snapshot) : '',
  ]
    .filter((fact) => fact !== '')
    .join(' ')
}

const isAway = ({ value }: Snapshot): boolean => value === 'suspended' || value === 'replaced'

/** Whether a step that fails so now is tried again. */
const isFinal = (snapshot: Snapshot, { does }: SessionMove): boolean => {
  if (does.kind !== 'answer' || does.how === 'refused') return true
  if (does.step === 'makeMeAvailable' || isRecovering(snapshot)) return false
  return does.step === 'discoverRoot' || snapshot.context.attempt >= 2
}

/** On the way to the fifth failure of a recovery nothing else is tried. */
const isOnItsWay = (snapshot: Snapshot): boolean =>
  isRecovering(snapshot) && snapshot.context.attempt > 1 && snapshot.context.attempt < tries - 1

const isPossible = (move: SessionMove, snapshot: Snapshot): boolean => {
  const { does, event } = move
  if (event.type === 'session.signIn' && isAway(snapshot)) return false
  if (does.kind === 'answer' && does.how !== 'taken' && does.how !== 'hidden') {
    if (does.isFinal !== isFinal(snapshot, move)) return false
  }
  return !isOnItsWay(snapshot) || does.kind === 'wait' || (does.kind === 'answer' && does.how === 'broken')
}

const isTheEnd = ({ does }: SessionMove): boolean => {
  if (does.kind === 'answer') return does.isFinal
  if (does.kind === 'channel') return does.ending === 'gone' || does.ending === 'forbidden'
  return does.kind === 'delete' || (does.kind === 'application' && does.what === 'ended')
}

/** What has been found and made, by what has happened: the chart is to have forgotten it where this has. */
const aside = (before: string, move: SessionMove, at: Snapshot): string => {
  const { does } = move
  const [host = '', application = ''] = before.split(' and ')
  if (isTheEnd(move)) return ''
  if (does.kind === 'channel' && does.ending === 'unreachable') return ` and ${application}`
  if (does.kind === 'user' && does.does === 'signs out')
    return application === '' && stateOf(at) !== 'creating' ? '' : before
  if (does.kind !== 'answer') return before
  if (does.how === 'broken' && does.step !== 'discoverRoot' && at.context.attempt + 1 >= tries) {
    return does.step === 'makeMeAvailable' ? before : ` and ${application}`
  }
  if (does.how !== 'taken') return before
  switch (does.step) {
    case 'discoverRoot':
      return `root and ${application}`
    case 'readUser':
      return `user and ${application}`
    case 'applications':
      return `${host} and application`
    case 'makeMeAvailable':
      return before
  }
}

export const sessionModel: Model<typeof sessionMachine, SessionMove> = {
  machine: sessionMachine,
  input: undefined,
  moves,
  client: { random: () => 0.5, activity: 'heard' },
  facts,
  aside,
  isPossible,
  open: (ground, plan) => {
    const scene = new SessionScene(ground, plan)
    return Promise.resolve({
      act: (move) => scene.act(move),
      agree: async (snapshot) => {
        expectAgreement(await scene.seen(), meaning[stateOf(snapshot)] ?? { faults: ['a state without a meaning'] })
      },
    })
  },
}
