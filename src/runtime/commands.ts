import { taskEither as TE } from 'fp-ts'
import type { Fault } from '../protocol/decode.ts'
import type { NotAvailable, Outcome } from '../protocol/failure.ts'
import { identifier, type Random } from '../seam/random.ts'
import { operations } from '../protocol/operation.ts'
import { addMessaging } from '../service/addMessaging.ts'
import { addParticipant } from '../service/addParticipant.ts'
import { invalidInput, type Wire } from '../service/command.ts'
import { continueMessaging } from '../service/continueMessaging.ts'
import type { Content } from '../service/content.ts'
import { joinOnlineMeeting, type JoinOnlineMeetingInput } from '../service/joinOnlineMeeting.ts'
import { sendMessage } from '../service/sendMessage.ts'
import { setIsTyping } from '../service/setIsTyping.ts'
import { startMessaging, type StartMessagingInput } from '../service/startMessaging.ts'
import { startOnlineMeeting, type StartOnlineMeetingInput } from '../service/startOnlineMeeting.ts'
import type { Charts, Request } from './charts.ts'
import type { ConversationRecord } from './conversation.ts'
import type { Directory } from './directory.ts'
import type { LogRecord } from './history.ts'
import { createMessagingReader } from './messagingReader.ts'
import { createModeration, type Moderation } from './moderation.ts'
import type { OutgoingInvitationRecord } from './outgoingInvitation.ts'
import { OutgoingMessageRecord } from './outgoingMessage.ts'
import type { Place } from './place.ts'
import { createPersonReader, type ReadPerson } from './person.ts'
import type { Session } from './session.ts'
import { type CommunicationChanges, updateCommunication } from './updateCommunication.ts'

interface Surroundings {
  readonly wire: Wire
  readonly random: Random
  readonly place: Place
  readonly charts: Charts
  readonly directory: Directory
  readonly session: Session
  readonly requests: Map<string, Request>
  /** Aborts with the present application. */
  readonly life: () => AbortSignal
  readonly faulted: (error: unknown) => void
}

export type Invite = Omit<StartMessagingInput, 'href' | 'operationId'>

export type StartMeeting = Omit<StartOnlineMeetingInput, 'href' | 'operationId'>
export type JoinMeeting = Omit<JoinOnlineMeetingInput, 'href' | 'operationId'>

/** What the user can ask for besides what a chart of hers already offers. Each runs once, when it is called. */
export interface Commands extends Moderation {
  /** For what cannot be asked for so: an invitation that ends as `notStarted`. */
  readonly notStarted: (operation: keyof typeof operations, broken: readonly Fault[]) => OutgoingInvitationRecord
  readonly startMessaging: (invite: Invite) => OutgoingInvitationRecord
  readonly addMessaging: (conversation: ConversationRecord, message: Content | undefined) => OutgoingInvitationRecord
  readonly continueMessaging: (log: LogRecord, message: Content | undefined) => OutgoingInvitationRecord
  readonly addParticipant: (conversation: ConversationRecord, to: string) => OutgoingInvitationRecord
  readonly startOnlineMeeting: (meeting: StartMeeting) => OutgoingInvitationRecord
  readonly joinOnlineMeeting: (meeting: JoinMeeting) => OutgoingInvitationRecord
  /** Reads who the links lead to that the present application tells. */
  readonly personReader: () => ReadPerson
  readonly send: (conversation: ConversationRecord, content: Content) => OutgoingMessageRecord
  readonly setIsTyping: (conversation: ConversationRecord) => Promise<Outcome<void>>
  readonly updateCommunication: (changes: CommunicationChanges) => Promise<Outcome<void>>
}

const queueIsFull: NotAvailable = {
  name: 'NotAvailable',
  link: 'sendMessage',
  reason: '1,000 messages of this conversation wait to be sent',
}

export const createCommands = (s: Surroundings): Commands => {
  /** For the chart that will send it. */
  const keep = (request: Request): string => {
    const operationId = identifier(s.random)
    s.requests.set(operationId, request)
    return operationId
  }

  /** An invitation by a POST of its own; the chart has sent it, once, when this returns. */
  const invite = (
    operation: keyof typeof operations,
    message: Content | undefined,
    post: (operationId: string, signal: AbortSignal) => ReturnType<Request>,
  ): OutgoingInvitationRecord => {
    const operationId = keep((signal) => post(operationId, signal))
    const invitation = s.directory.outgoing({ operation, operationId, message })
    s.requests.delete(operationId)
    return invitation
  }

  const messagingOf = createMessagingReader(s)
  const communicationLinks = () => s.session.application?.application._embedded?.communication?._links

  return {
    notStarted: (operation, broken) =>
      invite(operation, undefined, () => TE.left(invalidInput(operations[operation].rel, broken))),
    startMessaging: (input) =>
      invite('startMessaging', input.message, (operationId, signal) => {
        const href = s.place.of(communicationLinks()?.startMessaging)
        return startMessaging(s.wire)({ ...input, href, operationId }, signal)
      }),
    addMessaging: (conversation, message) =>
      invite('addMessaging', message, (operationId, signal) => async () => {
        const messaging = await messagingOf(conversation, signal)
        return addMessaging(s.wire)(
          { href: s.place.of(messaging?._links?.addMessaging), operationId, message },
          signal,
        )()
      }),
    continueMessaging: (log, message) =>
      invite('continueMessaging', message, (operationId, signal) => {
        const href = log.life.aborted ? undefined : s.place.of(log.resource._links.continueMessaging)
        return continueMessaging(s.wire)({ href, operationId, message }, signal)
      }),
    addParticipant: (conversation, to) => {
      const invitation = invite('addParticipant', undefined, (operationId, signal) => {
        const link = conversation.isOver ? undefined : conversation.resource?._links.addParticipant
        return addParticipant(s.wire)({ href: s.place.of(link), operationId, to }, signal)
      })
      invitation.conversation = conversation
      return invitation
    },
    startOnlineMeeting: (meeting) =>
      invite('startOnlineMeeting', undefined, (operationId, signal) => {
        const href = s.place.of(communicationLinks()?.startOnlineMeeting)
        return startOnlineMeeting(s.wire)({ ...meeting, href, operationId }, signal)
      }),
    joinOnlineMeeting: (meeting) =>
      invite('joinOnlineMeeting', undefined, (operationId, signal) => {
        const href = s.place.of(communicationLinks()?.joinOnlineMeeting)
        return joinOnlineMeeting(s.wire)({ ...meeting, href, operationId }, signal)
      }),
    ...createModeration(s),
    personReader: createPersonReader(s),
    send: (conversation, content) => {
      const { outgoing } = conversation
      const { isFull } = outgoing
      const operationId = keep((signal) => {
        if (isFull) return TE.left(queueIsFull)
        const link = conversation.messaging?._links?.sendMessage
        return sendMessage(s.wire)({ href: s.place.of(link), operationId, content }, signal)
      })
      const message = new OutgoingMessageRecord({ operationId, content, charts: s.charts, faulted: s.faulted })
      message.listen(() => message.isOver && s.requests.delete(operationId))
      if (isFull) message.send({ type: 'message.send' })
      else outgoing.add(message)
      return message
    },
    setIsTyping: (conversation) =>
      setIsTyping(s.wire)({ href: s.place.of(conversation.messaging?._links?.setIsTyping) }, s.life())(),
    updateCommunication: (changes) =>
      updateCommunication(s.wire, s.place.of(communicationLinks()?.self), changes, s.life()),
  }
}
