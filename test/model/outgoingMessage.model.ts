import type { SnapshotFrom } from 'xstate'
import { outgoingMessageMachine } from '../../machines/outgoingMessageMachine.ts'
import { expectAgreement } from './agreement.ts'
import { connect } from './connected.ts'
import { moves, type MessageMove } from './messageMove.ts'
import { MessageScene } from './messageScene.ts'
import type { MessageSeen } from './promisedMessage.ts'
import type { Model } from './walk.ts'
import { signIn } from './world.ts'

type Snapshot = SnapshotFrom<typeof outgoingMessageMachine>

/** `unknown.silent`, `sending`, … */
const stateOf = ({ value }: Snapshot): string => (typeof value === 'string' ? value : `unknown.${value.unknown}`)

/** What each state of the chart means to users, whatever led there. */
const meaning: Readonly<Record<string, Partial<MessageSeen>>> = {
  queued: { status: 'queued', completed: false, asks: false },
  sending: { status: 'sending', completed: false, asks: true },
  Pending: { status: 'Pending', completed: false, asks: false },
  'unknown.listening': { status: 'unknown', completed: false, asks: false },
  'unknown.silent': { status: 'unknown', completed: false, asks: false },
  Succeeded: { status: 'Succeeded', completed: true, asks: false },
  Failed: { status: 'Failed', completed: true, asks: false },
  lost: { status: 'lost', completed: true, asks: false },
}

export const outgoingMessageModel: Model<typeof outgoingMessageMachine, MessageMove> = {
  machine: outgoingMessageMachine,
  input: { operationId: 'operation' },
  moves,
  facts: (snapshot) => {
    const { started, mayHaveArrived, location, refusal } = snapshot.context
    const known = [
      started ? 'started' : '',
      mayHaveArrived ? 'retried' : '',
      location ?? '',
      refusal?.name ?? '',
    ].filter((word) => word !== '')
    return [stateOf(snapshot), ...known].join(', ')
  },
  outOfSight: {
    '(root) on message.completed if succeeded to .Succeeded: action noteReason removed':
      'nobody asks why a message was delivered',
    '(root) on message.completed if succeeded to .Succeeded: action forgetRefusal removed': 'nor how it was sent',
  },
  open: async (ground) => {
    const world = await signIn(ground)
    const scene = await MessageScene.open(world, await connect(world))
    return {
      act: (move) => scene.act(move),
      agree: async (snapshot) => {
        expectAgreement(await scene.seen(), meaning[stateOf(snapshot)] ?? { faults: ['a state without a meaning'] })
      },
    }
  },
}
