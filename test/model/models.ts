import type { AnyStateMachine } from 'xstate'
import type { Mutant } from '../machines/mutants.ts'
import { conversationModel } from './conversation.model.ts'
import { eventChannelModel } from './eventChannel.model.ts'
import { incomingInvitationModel } from './incomingInvitation.model.ts'
import { messagingModel } from './messaging.model.ts'
import { unnoticed } from './mutation.ts'
import { outgoingInvitationModel } from './outgoingInvitation.model.ts'
import { outgoingMessageModel } from './outgoingMessage.model.ts'
import type { Move } from './pathsOf.ts'
import { sessionModel } from './session.model.ts'
import { walk, type Model, type Walk, type WalkOptions } from './walk.ts'
import type { Wiring } from './world.ts'

/** A model whose machine and moves nobody needs to know. */
export interface PlayableModel {
  readonly machine: string
  readonly walk: (wiring: Wiring, options?: WalkOptions) => Promise<Walk>
  /** The changes to its chart, of those chosen by their place, that nobody would notice. */
  readonly unnoticed: (chosen?: (index: number) => boolean) => Promise<readonly string[]>
}

export const playable = <Machine extends AnyStateMachine, M extends Move>(model: Model<Machine, M>): PlayableModel => ({
  machine: model.machine.id,
  walk: (wiring, options) => walk(model, wiring, options),
  unnoticed: (chosen = () => true) =>
    unnoticed(model, (mutants: readonly Mutant<Machine>[]) => mutants.filter((_, index) => chosen(index))),
})

/** One for every machine. */
export const models: readonly PlayableModel[] = [
  playable(sessionModel),
  playable(eventChannelModel),
  playable(outgoingInvitationModel),
  playable(incomingInvitationModel),
  playable(conversationModel),
  playable(messagingModel),
  playable(outgoingMessageModel),
]
