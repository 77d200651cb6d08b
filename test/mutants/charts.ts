import { describe, it } from 'vitest'
import { conversationMachine } from '../../machines/conversationMachine.ts'
import { eventChannelMachine } from '../../machines/eventChannelMachine.ts'
import { incomingInvitationMachine } from '../../machines/incomingInvitationMachine.ts'
import { messagingMachine } from '../../machines/messagingMachine.ts'
import { outgoingInvitationMachine } from '../../machines/outgoingInvitationMachine.ts'
import { outgoingMessageMachine } from '../../machines/outgoingMessageMachine.ts'
import { sessionMachine } from '../../machines/sessionMachine.ts'
import { scenarios as conversation } from '../machines/conversation.scenarios.ts'
import { scenarios as eventChannel } from '../machines/eventChannel.scenarios.ts'
import { scenarios as incomingInvitation } from '../machines/incomingInvitation.scenarios.ts'
import { scenarios as messaging } from '../machines/messaging.scenarios.ts'
import { scenarios as outgoingInvitation } from '../machines/outgoingInvitation.scenarios.ts'
import { scenarios as outgoingMessage } from '../machines/outgoingMessage.scenarios.ts'
import type { Scenario } from '../machines/proveChart.ts'
import { stayingOnline } from '../machines/session.online.scenarios.ts'
import { signingIn } from '../machines/session.signIn.scenarios.ts'

/** The scenarios alone: the tests of the charts change each of them in all ways besides, which takes long. */
const play = <M extends { readonly id: string }>(machine: M, scenarios: readonly Scenario<M>[]): void => {
  describe(machine.id, () => {
    for (const { title, run } of scenarios) it(title, () => run(machine))
  })
}

play(conversationMachine, conversation)
play(eventChannelMachine, eventChannel)
play(incomingInvitationMachine, incomingInvitation)
play(messagingMachine, messaging)
play(outgoingInvitationMachine, outgoingInvitation)
play(outgoingMessageMachine, outgoingMessage)
play(sessionMachine, [...signingIn, ...stayingOnline])
