import type { SnapshotFrom } from 'xstate'
import { conversationMachine } from '../../machines/conversationMachine.ts'
import { expectAgreement } from './agreement.ts'
import { moves, type ConversationMove } from './conversationMove.ts'
import { ConversationScene } from './conversationScene.ts'
import type { ConversationSeen } from './promisedConversation.ts'
import type { Model } from './walk.ts'
import { signIn } from './world.ts'

type Snapshot = SnapshotFrom<typeof conversationMachine>

/** `Disconnecting.leaving`, `Connected`, … */
const stateOf = ({ value }: Snapshot): string =>
  typeof value === 'string' ? value : `Disconnecting.${value.Disconnecting}`

/** What each state of the chart means to users, whatever led there. */
const meaning: Readonly<Record<string, Partial<ConversationSeen>>> = {
  Disconnected: { state: 'Disconnected', completed: false, isListed: true, asks: false },
  'Disconnecting.leaving': { state: 'Disconnecting', completed: false, isListed: true, asks: true },
  'Disconnecting.left': { state: 'Disconnecting', completed: false, isListed: true, asks: false },
  'Disconnecting.waiting': { state: 'Disconnecting', completed: false, isListed: true, asks: false },
  over: { state: 'Disconnected', completed: true, isListed: false, asks: false },
}

const plain = ['unseen', 'Incoming', 'Connecting', 'Connected', 'Conferencing', 'InLobby', 'Conferenced'] as const
const meaningOf = (state: string): Partial<ConversationSeen> => {
  const own = plain.find((word) => word === state)
  if (own === undefined) return meaning[state] ?? { faults: ['a state without a meaning'] }
  return { state: own, completed: false, isListed: true, asks: false }
}

/** Where every word is told in every way; elsewhere one way stands for the others. */
const isThorough = (snapshot: Snapshot): boolean => {
  const state = stateOf(snapshot)
  if (state === 'Disconnecting.leaving' || state === 'Disconnecting.left')
    return snapshot.context.conversation?.state === 'Connected'
  return state === 'Connected' && snapshot.context.refusal === undefined
}

const likeness = (snapshot: Snapshot, { does, says }: ConversationMove): string => {
  if (does.kind !== 'tell' || isThorough(snapshot)) return says
  if (stateOf(snapshot) !== 'Disconnecting.leaving') return `told ${does.state}`
  return does.state === 'Disconnected' ? 'told Disconnected' : 'told another state'
}

export const conversationModel: Model<typeof conversationMachine, ConversationMove> = {
  machine: conversationMachine,
  input: undefined,
  moves,
  facts: (snapshot) => {
    const { conversation, refusal } = snapshot.context
    const state = stateOf(snapshot)
    if (conversation === undefined) return `${state}, unheard of`
    const told = state === 'Disconnecting.leaving' ? `, ${conversation.state} at last` : ''
    return `${state}${told}${refusal === undefined ? '' : ', refused'}`
  },
  likeness,
  isPossible: ({ does }, { context }) => does.kind === 'tell' || context.conversation !== undefined,
  open: async (ground) => {
    const scene = await ConversationScene.open(await signIn(ground))
    return {
      act: (move) => scene.act(move),
      agree: async (snapshot) => {
        const { conversation } = snapshot.context
        const seen = await scene.seen()
        expectAgreement(seen, {
          resource: conversation?.state,
          ...(conversation === undefined ? { isListed: false } : meaningOf(stateOf(snapshot))),
        })
      },
    }
  },
}
