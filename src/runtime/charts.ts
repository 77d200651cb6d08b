import { either as E, type taskEither as TE } from 'fp-ts'
import { fromPromise } from 'xstate'
import { conversationMachine, type ConversationRef } from '../../machines/conversationMachine.ts'
import { incomingInvitationMachine, type IncomingInvitationRef } from '../../machines/incomingInvitationMachine.ts'
import { messagingMachine, type MessagingRef } from '../../machines/messagingMachine.ts'
import { isUnanswered } from '../../machines/outcome.ts'
import { outgoingInvitationMachine, type OutgoingInvitationRef } from '../../machines/outgoingInvitationMachine.ts'
import { outgoingMessageMachine, type OutgoingMessageRef } from '../../machines/outgoingMessageMachine.ts'
import type { Failure, Outcome } from '../protocol/failure.ts'
import type { Conversation } from '../protocol/resource/conversation.ts'
import type { Messaging } from '../protocol/resource/messaging.ts'
import type { MessagingInvitation } from '../protocol/resource/messagingInvitation.ts'
import { acceptInvitation } from '../service/acceptInvitation.ts'
import { cancelInvitation } from '../service/cancelInvitation.ts'
import type { Wire } from '../service/command.ts'
import { declineInvitation } from '../service/declineInvitation.ts'
import { leaveConversation } from '../service/leaveConversation.ts'
import { stopMessaging } from '../service/stopMessaging.ts'
import type { ChartOwner, Hub } from './hub.ts'
import type { Place } from './place.ts'
import type { Silence } from './silence.ts'

/** Sends the POST of one command, once. */
export type Request = (signal: AbortSignal) => TE.TaskEither<Failure, { readonly location: string | undefined }>

/** Hears of requests that may have taken place and have no answer, by the body whose link was followed. */
export interface Unanswered {
  readonly leave: (conversation: Conversation | undefined, failure: Failure) => void
  readonly stopMessaging: (messaging: Messaging | undefined, failure: Failure) => void
  readonly cancel: (invitation: MessagingInvitation | undefined, failure: Failure) => void
}

interface Surroundings {
  readonly hub: Hub
  readonly place: Place
  readonly wire: Wire
  readonly silence: Silence
  /** What the commands under way have to send, by operationId. */
  readonly requests: ReadonlyMap<string, Request>
  readonly unanswered: Unanswered
}

/** The charts with their actor slots filled, each started as a child of the hub. */
export interface Charts {
  readonly conversation: (owner: ChartOwner) => ConversationRef
  readonly messaging: (owner: ChartOwner) => MessagingRef
  readonly incomingInvitation: (owner: ChartOwner) => IncomingInvitationRef
  readonly outgoingInvitation: (operationId: string, owner: ChartOwner) => OutgoingInvitationRef
  readonly outgoingMessage: (operationId: string, owner: ChartOwner) => OutgoingMessageRef
  /** Stops one of them, whatever state it is in. */
  readonly stop: Hub['stop']
}

const openChannel = 60_000

/** Nobody knows, and somebody still waits. */
const mayHaveTakenPlace = (answer: Outcome<void>, signal: AbortSignal): answer is E.Left<Failure> =>
  E.isLeft(answer) && !signal.aborted && isUnanswered(answer)

export const createCharts = ({ hub, place, wire, silence, requests, unanswered }: Surroundings): Charts => {
  const runRequest = fromPromise<Outcome<{ readonly location: string | undefined }>, { readonly operationId: string }>(
    ({ input, signal }) => {
      const request = requests.get(input.operationId)
      if (request === undefined) throw new Error(`no request ${input.operationId}`)
      return request(signal)()
    },
  )
  const untilSilent = fromPromise<void, undefined>(({ signal }) => silence.wait(openChannel, signal))

  const conversation = conversationMachine.provide({
    actors: {
      leaveConversation: fromPromise(async ({ input, signal }) => {
        const answer = await leaveConversation(wire)({ href: place.of(input?._links.self) }, signal)()
        if (mayHaveTakenPlace(answer, signal)) unanswered.leave(input, answer.left)
        return answer
      }),
    },
  })
  const messaging = messagingMachine.provide({
    actors: {
      stopMessaging: fromPromise(async ({ input, signal }) => {
        const answer = await stopMessaging(wire)({ href: place.of(input?._links?.stopMessaging) }, signal)()
        if (mayHaveTakenPlace(answer, signal)) unanswered.stopMessaging(input, answer.left)
        return answer
      }),
    },
  })
  const incomingInvitation = incomingInvitationMachine.provide({
    actors: {
      acceptInvitation: fromPromise(({ input, signal }) =>
        acceptInvitation(wire)({ href: place.of(input?._links.accept) }, signal)(),
      ),
      declineInvitation: fromPromise(({ input, signal }) =>
        declineInvitation(wire)({ href: place.of(input.invitation?._links.decline), reason: input.reason }, signal)(),
      ),
    },
  })
  const outgoingInvitation = outgoingInvitationMachine.provide({
    actors: {
      request: runRequest,
      silence: untilSilent,
      cancelInvitation: fromPromise(async ({ input, signal }) => {
        const answer = await cancelInvitation(wire)({ href: place.of(input?._links.cancel) }, signal)()
        if (mayHaveTakenPlace(answer, signal)) unanswered.cancel(input, answer.left)
        return answer
      }),
    },
  })
  const outgoingMessage = outgoingMessageMachine.provide({
    actors: { sendMessage: runRequest, silence: untilSilent },
  })

  return {
    conversation: (owner) => hub.spawn(conversation, { id: 'conversation', input: undefined, owner }),
    messaging: (owner) => hub.spawn(messaging, { id: 'messaging', input: undefined, owner }),
    incomingInvitation: (owner) => hub.spawn(incomingInvitation, { id: 'incomingInvitation', input: undefined, owner }),
    outgoingInvitation: (operationId, owner) =>
      hub.spawn(outgoingInvitation, { id: 'outgoingInvitation', input: { operationId }, owner }),
    outgoingMessage: (operationId, owner) =>
      hub.spawn(outgoingMessage, { id: 'outgoingMessage', input: { operationId }, owner }),
    stop: hub.stop,
  }
}
