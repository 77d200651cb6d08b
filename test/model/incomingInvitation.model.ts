import type { SnapshotFrom } from 'xstate'
import { incomingInvitationMachine } from '../../machines/incomingInvitationMachine.ts'
import { expectAgreement } from './agreement.ts'
import { moves, type IncomingMove, type Offer } from './incomingMove.ts'
import { IncomingScene } from './incomingScene.ts'
import type { IncomingSeen } from './promisedIncoming.ts'
import type { Model } from './walk.ts'
import { signIn } from './world.ts'

type Snapshot = SnapshotFrom<typeof incomingInvitationMachine>

const offerIn = ({ context: { invitation } }: Snapshot): Offer | undefined =>
  invitation && { accept: Boolean(invitation._links.accept), decline: Boolean(invitation._links.decline) }

const over = { completed: true, asks: false }

/** What each state of the chart means to users who have been told of it, whatever led there. */
const meaning: Readonly<Record<Snapshot['value'], Partial<IncomingSeen>>> = {
  Connecting: { state: 'Connecting', completed: false, asks: false, connected: 'pending' },
  accepting: { state: 'accepting', completed: false, connected: 'pending' },
  declining: { state: 'declining', completed: false, connected: 'pending' },
  Connected: { state: 'Connected', connected: 'done', ...over },
  Declined: { state: 'Declined', connected: 'InvitationFailed Declined', ...over },
  Cancelled: { state: 'Cancelled', connected: 'InvitationFailed Cancelled', ...over },
  Forwarded: { state: 'Forwarded', connected: 'InvitationFailed Forwarded', ...over },
  Failed: { state: 'Failed', connected: 'InvitationFailed Failed', ...over },
  lost: { state: 'lost', connected: 'ConnectionLost resume', ...over },
}

const wordsFor = (offer: Offer | undefined): string =>
  offer === undefined
    ? 'unheard of'
    : [offer.accept ? 'accept' : '', offer.decline ? 'decline' : ''].filter((link) => link !== '').join(' and ')

export const incomingInvitationModel: Model<typeof incomingInvitationMachine, IncomingMove> = {
  machine: incomingInvitationMachine,
  input: undefined,
  moves,
  facts: (snapshot) => {
    const { value, context } = snapshot
    if (value !== 'Connecting') return value
    return `${value} (${wordsFor(offerIn(snapshot))})${context.refusal ? ' refused' : ''}`
  },
  // Whether the last command has its answer: the chart does not care.
  aside: (before, { does }) => {
    if (does.kind === 'complete' || does.kind === 'lose') return ''
    return does.kind === 'answer' && does.how !== 'refused' ? does.how : before
  },
  isPossible: ({ does }, { context }, aside) => {
    if (does.kind === 'answer') return aside === ''
    return does.kind === 'tell' || does.kind === 'complete' || context.invitation !== undefined
  },
  open: async (ground) => {
    const scene = new IncomingScene(await signIn(ground))
    return {
      act: (move) => scene.act(move),
      agree: async (snapshot) => {
        const isHeardOf = snapshot.context.invitation !== undefined
        expectAgreement(await scene.seen(), {
          rings: isHeardOf ? 1 : 0,
          offer: offerIn(snapshot),
          ...(isHeardOf ? meaning[snapshot.value] : {}),
        })
      },
    }
  },
}
