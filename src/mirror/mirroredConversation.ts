import type { Observable } from 'rxjs'
import type { Command } from '../client/command.ts'
import { contentOf } from '../client/content.ts'
import type { AddMessagingOptions } from '../client/conversation.ts'
import { Live } from '../client/live.ts'
import type { Reason } from '../protocol/reason.ts'
import type { AudienceMessaging, Conversation } from '../protocol/resource/conversation.ts'
import type { Messaging } from '../protocol/resource/messaging.ts'
import type { OnlineMeeting } from '../protocol/resource/onlineMeeting.ts'
import type { ConversationView, MessagingView } from '../runtime/conversation.ts'
import type { Message } from '../runtime/message.ts'
import type { Participant } from '../runtime/roster.ts'
import type { Content } from '../service/content.ts'
import type { Clock } from '../seam/clock.ts'
import { askCommand } from './asked.ts'
import type { PlainVerb, RosterVerb } from './call.ts'
import type { Line } from './line.ts'
import { MirroredMessage, MirroredMessageRecord } from './mirroredMessage.ts'
import { MirroredOutgoing, type HandleOf } from './mirroredOutgoing.ts'
import type { MirroredConversationRecord } from './mirroredConversationRecord.ts'
import type { MirroredConversation, MirroredOutgoingInvitation, MirroredOutgoingMessage } from './surface.ts'
import { watchingLive } from './watching.ts'

interface Surroundings {
  readonly line: Line
  readonly clock: Clock
  readonly handleOf: HandleOf
}

/** As a `Conversation`. */
export class ConversationMirror implements MirroredConversation {
  readonly #record: MirroredConversationRecord
  readonly #s: Surroundings
  #localParticipant: Live<Participant | undefined> | undefined
  #onlineMeeting: Live<OnlineMeeting | undefined> | undefined
  #audienceMessaging: Live<AudienceMessaging | undefined> | undefined
  readonly state$: Live<ConversationView>
  readonly participants$: Live<readonly Participant[]>
  readonly typing$: Live<readonly Participant[]>
  readonly messaging: { readonly state$: Live<MessagingView>; readonly resource: Messaging | undefined }

  constructor(record: MirroredConversationRecord, surroundings: Surroundings) {
    this.#record = record
    this.#s = surroundings
    this.state$ = new Live(record, () => record.fields.state)
    this.participants$ = new Live(record, () => record.fields.participants)
    this.typing$ = new Live(record, () => record.fields.typing)
    this.messaging = {
      state$: new Live(record, () => record.fields.messagingState),
      get resource() {
        return record.fields.messaging
      },
    }
  }

  get href(): string {
    return this.#record.href
  }

  get resource(): Conversation | undefined {
    return this.#record.fields.resource
  }

  get subject(): string | undefined {
    return this.resource?.subject ?? undefined
  }

  get threadId(): string | undefined {
    return this.resource?.threadId ?? undefined
  }

  get reason(): Reason | undefined {
    return this.#record.fields.reason
  }

  get messages$(): Observable<Message> {
    return this.#record.stream.messages$
  }

  get localParticipant$(): Live<Participant | undefined> {
    const watch = { stream: 'localParticipant', href: this.href } as const
    return (this.#localParticipant ??= watchingLive(this.#s.line, watch, undefined))
  }

  get onlineMeeting$(): Live<OnlineMeeting | undefined> {
    const watch = { stream: 'onlineMeeting', href: this.href } as const
    return (this.#onlineMeeting ??= watchingLive(this.#s.line, watch, undefined))
  }

  get audienceMessaging$(): Live<AudienceMessaging | undefined> {
    const watch = { stream: 'audienceMessaging', href: this.href } as const
    return (this.#audienceMessaging ??= watchingLive(this.#s.line, watch, undefined))
  }

  send(content: string | Content): MirroredOutgoingMessage {
    const record = new MirroredMessageRecord(contentOf(content), { ...this.#s, href: this.href })
    this.#record.follow(record)
    return new MirroredMessage(record, this.#s.line, this.#record.message)
  }

  addMessaging(options: AddMessagingOptions = {}): MirroredOutgoingInvitation {
    const { line, handleOf } = this.#s
    return new MirroredOutgoing(line, { on: 'conversation', href: this.href, verb: 'addMessaging', options }, handleOf)
  }

  addParticipant(uri: string): MirroredOutgoingInvitation {
    const { line, handleOf } = this.#s
    return new MirroredOutgoing(line, { on: 'conversation', href: this.href, verb: 'addParticipant', uri }, handleOf)
  }

  setIsTyping(): Command {
    return this.#command('setIsTyping')
  }

  stopMessaging(): Command {
    return this.#command('stopMessaging')
  }

  disableAudienceMessaging(): Command {
    return this.#command('disableAudienceMessaging')
  }

  enableAudienceMessaging(): Command {
    return this.#command('enableAudienceMessaging')
  }

  acknowledge(): Command {
    return this.#command('acknowledge')
  }

  leave(): Command {
    return this.#command('leave')
  }

  admit(participant: Participant): Command {
    return this.#moderate('admit', participant)
  }

  reject(participant: Participant): Command {
    return this.#moderate('reject', participant)
  }

  eject(participant: Participant): Command {
    return this.#moderate('eject', participant)
  }

  promote(participant: Participant): Command {
    return this.#moderate('promote', participant)
  }

  demote(participant: Participant): Command {
    return this.#moderate('demote', participant)
  }

  #command(verb: PlainVerb): Command {
    return askCommand(this.#s.line, { on: 'conversation', href: this.href, verb })
  }

  #moderate(verb: RosterVerb, participant: Participant): Command {
    return askCommand(this.#s.line, { on: 'conversation', href: this.href, verb, participant: participant.href })
  }
}
