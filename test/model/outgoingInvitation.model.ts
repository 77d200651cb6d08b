import type { SnapshotFrom } from 'xstate'
import { outgoingInvitationMachine } from '../../machines/outgoingInvitationMachine.ts'
import { expectAgreement } from './agreement.ts'
import { moves, type Body, type InvitationMove } from './invitationMove.ts'
import { InvitationScene } from './invitationScene.ts'
import type { InvitationSeen } from './promisedInvitation.ts'
import type { Model } from './walk.ts'
import { signIn } from './world.ts'

type Snapshot = SnapshotFrom<typeof outgoingInvitationMachine>
type Open = Exclude<Snapshot['value'], string>['open']

const bodyIn = ({ context: { invitation } }: Snapshot): Body | undefined =>
  invitation && { state: invitation.state, cancel: Boolean(invitation._links.cancel) }

/** What each state of each region means to users, whatever led there. */
const meaning: {
  readonly request: Readonly<Record<Open['request'], Partial<InvitationSeen>>>
  readonly progress: Readonly<Record<Open['progress'], Partial<InvitationSeen>>>
  readonly withdrawal: Readonly<Record<Open['withdrawal'], Partial<InvitationSeen>>>
} = {
  request: {
    sending: { asks: true },
    acknowledged: { asks: false },
    refused: { asks: false, conversation: true },
    unknown: { asks: false, conversation: false },
  },
  progress: {
    unseen: { state: 'sending' },
    Connecting: { state: 'Connecting' },
    Alerting: { state: 'Alerting' },
    TeamRing: { state: 'TeamRing' },
    Forwarded: { state: 'Forwarded' },
    Connected: { state: 'Connected' },
    Declined: { state: 'Declined' },
    Cancelled: { state: 'Cancelled' },
    Failed: { state: 'Failed' },
  },
  withdrawal: {
    idle: { withdraws: false },
    cancelling: { conversation: true },
  },
}

const over = ({ context: { result } }: Snapshot): Partial<InvitationSeen> => ({
  state: result,
  completed: true,
  asks: false,
  withdraws: false,
})

const open = ({ request, progress, withdrawal }: Open): Partial<InvitationSeen> => ({
  completed: false,
  connected: 'pending',
  ...meaning.request[request],
  ...meaning.progress[progress],
  ...meaning.withdrawal[withdrawal],
})

/** Nothing goes on but what the server says: only then every word that it says is tried after every other. */
const isQuiet = ({ value, context }: Snapshot): boolean =>
  typeof value !== 'string' &&
  value.open.request === 'acknowledged' &&
  value.open.withdrawal === 'idle' &&
  context.refusal === undefined

const facts = (snapshot: Snapshot): string => {
  const { value, context } = snapshot
  if (typeof value === 'string') return `over as ${context.result}`
  const { request, progress, withdrawal } = value.open
  if (isQuiet(snapshot)) return `${request}, ${progress}`
  const body = bodyIn(snapshot)
  const cancel = body === undefined ? 'unheard of' : body.cancel ? 'with cancel' : 'without cancel'
  return [request, withdrawal, cancel, ...(context.refusal ? [context.refusal.name] : [])].join(', ')
}

const likeness = (snapshot: Snapshot, { does, says }: InvitationMove): string =>
  does.kind === 'tell' && !isQuiet(snapshot) ? `told ${does.body.cancel ? 'with cancel' : 'without cancel'}` : says

export const outgoingInvitationModel: Model<typeof outgoingInvitationMachine, InvitationMove> = {
  machine: outgoingInvitationMachine,
  input: { operationId: 'operation' },
  moves,
  facts,
  likeness,
  outOfSight: {
    '(root): output removed': 'users read the result from the context',
    'open.request.sending on onDone of request if mayHaveBeenTaken to unknown: action noteRefusal removed':
      'a lost answer is no reason to them',
  },
  open: async (ground, plan) => {
    const scene = new InvitationScene(await signIn(ground), plan)
    return {
      act: (move) => scene.act(move),
      agree: async (snapshot) => {
        const { value } = snapshot
        expectAgreement(await scene.seen(), {
          resource: bodyIn(snapshot),
          ...(typeof value === 'string' ? over(snapshot) : open(value.open)),
        })
      },
    }
  },
}
