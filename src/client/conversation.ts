import type { Observable } from 'rxjs'
import type { Outcome } from '../protocol/failure.ts'
import type { Reason } from '../protocol/reason.ts'
import type { AudienceMessaging, Conversation as ConversationResource } from '../protocol/resource/conversation.ts'
import type { Messaging as MessagingResource } from '../protocol/resource/messaging.ts'
import type { OnlineMeeting } from '../protocol/resource/onlineMeeting.ts'
import type { Commands } from '../runtime/commands.ts'
import type { ConversationRecord, ConversationView, MessagingView } from '../runtime/conversation.ts'
import type { Message } from '../runtime/message.ts'
import type { ParticipantVerb } from '../runtime/moderation.ts'
import type { OutgoingInvitationRecord } from '../runtime/outgoingInvitation.ts'
import type { Participant } from '../runtime/roster.ts'
import type { Content } from '../service/content.ts'
import { unlessObject } from '../service/unsendable.ts'
import { answered, Command, notOffered } from './command.ts'
import { contentOf, firstMessageOf } from './content.ts'
import { failedOr, lostBy } from './ending.ts'
import { CommandFailed } from './errors.ts'
import { Live } from './live.ts'
import type { Outgoing } from './outgoing.ts'
import { ConversationMeeting } from './conversationMeeting.ts'
import { OutgoingMessage } from './outgoingMessage.ts'
import { promised } from './promised.ts'

/** The instant messaging modality of a conversation. */
export class ConversationMessaging {
  readonly #record: ConversationRecord
  /** Hot; replays the current value; completes with the conversation; never errors. */
  readonly state$: Live<MessagingView>

  constructor(record: ConversationRecord) {
    this.#record = record
    this.state$ = new Live(record, () => record.messagingState)
  }

  /** The last body seen, unknown properties included. A link in it is a capability. */
  get resource(): MessagingResource | undefined {
    return this.#record.messaging
  }
}

export interface AddMessagingOptions {
  /** The first message. It is delivered when the invitation is accepted. */
  readonly message?: string | Content
}

/** What all conversations of a client share. */
export interface ConversationHelp {
  readonly commands: Commands
  /** The handle of an invitation. */
  readonly invitation: (record: OutgoingInvitationRecord) => Outgoing<Conversation>
}

/** One conversation of the user's. The same object for as long as it lives. */
export class Conversation {
  readonly #record: ConversationRecord
  readonly #help: ConversationHelp
  #state: Live<ConversationView> | undefined
  #participants: Live<readonly Participant[]> | undefined
  #typing: Live<readonly Participant[]> | undefined
  #meeting: ConversationMeeting | undefined
  /** Its instant messaging: the same object for as long as the conversation lives. */
  readonly messaging: ConversationMessaging

  constructor(record: ConversationRecord, help: ConversationHelp) {
    this.#record = record
    this.#help = help
    this.messaging = new ConversationMessaging(record)
  }

  /** Absolute URL; identifies the conversation within one application. */
  get href(): string {
    return this.#record.href
  }

  /** The last body seen, unknown properties included. */
  get resource(): ConversationResource | undefined {
    return this.#record.resource
  }

  /** As the last body told; undefined until one has. */
  get subject(): string | undefined {
    return this.#record.resource?.subject ?? undefined
  }

  /** Names the thread, for all who are in it, beyond the life of this conversation. */
  get threadId(): string | undefined {
    return this.#record.resource?.threadId ?? undefined
  }

  /** Hot; replays the current value; completes when the conversation is over; never errors. `unseen` until an event tells its state. */
  get state$(): Live<ConversationView> {
    return (this.#state ??= new Live(this.#record, () => this.#record.state))
  }

  /**
   * Who else is in it, in the order of arrival, those included who wait in the
   * lobby of its meeting: `inLobby` tells. Hot; replays the current list; completes
   * with the conversation; never errors. A person may have no name until it is read.
   */
  get participants$(): Live<readonly Participant[]> {
    return (this.#participants ??= new Live(this.#record, () => this.#record.roster.participants))
  }

  /**
   * The user herself in it, with her role; undefined until she is read, which
   * begins when somebody first asks. Hot; replays the current value; completes with
   * the conversation; never errors.
   */
  get localParticipant$(): Live<Participant | undefined> {
    return this.#ofMeeting.localParticipant$
  }

  /**
   * The meeting it belongs to, with its `onlineMeetingUri` and `joinUrl`; undefined
   * in a conversation of two, and until it is read, which begins when somebody first
   * asks. Hot; replays the current value; completes with the conversation; never errors.
   */
  get onlineMeeting$(): Live<OnlineMeeting | undefined> {
    return this.#ofMeeting.onlineMeeting$
  }

  /** Whether messaging is on for everybody in the meeting. Hot; replays the current value; completes with the conversation; never errors. */
  get audienceMessaging$(): Live<AudienceMessaging | undefined> {
    return this.#ofMeeting.audienceMessaging$
  }

  /**
   * Why it is in its state, where the server told: subcode `Ejected` or `Ended` when
   * a meeting is over for the user, `Denied` when she was not let in. Of a
   * conversation that is over, its messaging's reason where it has none itself.
   */
  get reason(): Reason | undefined {
    return this.#record.reason ?? (this.#record.isOver ? this.#record.messagingReason : undefined)
  }

  /**
   * Messages of both directions in the order the event channel told them, those
   * of the user's other endpoints included.
   *
   * Keeps its items until its first subscriber, who gets them at once; then hot. One who leaves in
   * between leaves the rest to the next.
   * At most 1,000 are kept; a drop is announced on `gaps$`. Completes when the
   * conversation is over and never errors: a failed delivery is a message with
   * `status: 'Failed'`.
   */
  get messages$(): Observable<Message> {
    return this.#record.stream.messages$
  }

  /** Who else is typing now. Hot; replays the current list; completes with the conversation; never errors. */
  get typing$(): Live<readonly Participant[]> {
    return (this.#typing ??= new Live(this.#record, () => this.#record.roster.typing))
  }

  /**
   * Sends one message: plain text, or HTML as `{ html }`; not empty. Sent when the message
   * before it has an answer or is unknown; at most 1,000 wait so. Where messaging is not
   * connected, or so many wait, the handle ends as `Failed` with the reason, and nothing is sent.
   */
  send(content: string | Content): OutgoingMessage {
    return new OutgoingMessage(this.#help.commands.send(this.#record, contentOf(content)), this.#record)
  }

  /**
   * Tells the others that the user is typing; the server takes it back after five to
   * six seconds. Done when the server has taken it; CommandFailed `NotAvailable` where
   * messaging is not connected.
   */
  setIsTyping(): Command {
    return this.#answered('setIsTyping', this.#help.commands.setIsTyping(this.#record))
  }

  /**
   * Takes messaging up where the conversation goes on without it: in a meeting
   * just joined, or after it was stopped. Runs once, when it is called. Where
   * messaging is up already, or may not be had, the invitation ends as
   * `notStarted` and nothing is sent.
   */
  addMessaging(options: AddMessagingOptions = {}): Outgoing<Conversation> {
    const { commands, invitation } = this.#help
    const broken = unlessObject(options, 'options')
    if (broken.length > 0) return invitation(commands.notStarted('addMessaging', broken))
    return invitation(commands.addMessaging(this.#record, firstMessageOf(options.message)))
  }

  /**
   * Ends messaging. In a conversation of two with nothing else that ends the
   * conversation. Done when messaging is `Disconnected`.
   */
  stopMessaging(): Command {
    const record = this.#record
    if (!record.messagingCan({ type: 'messaging.stop' })) {
      return notOffered('stopMessaging', 'stopMessaging', record.messagingState)
    }
    record.sendToMessaging({ type: 'messaging.stop' })
    return new Command(
      promised(record, () => {
        if (record.loss !== undefined) return { reject: lostBy(record.loss, 'stopMessaging') }
        if (record.stopRefusal !== undefined) return { reject: new CommandFailed('stopMessaging', record.stopRefusal) }
        return record.messagingState === 'Disconnected' ? { resolve: undefined } : undefined
      }),
    )
  }

  /**
   * Invites one more person. A conversation of two becomes a meeting by it, and
   * stays the same object: its `state$` goes over Conferencing to Conferenced, and
   * never back. `connected` of the invitation resolves when she is in. Runs once,
   * when it is called; where nobody can be added, or `uri` is no SIP URI, the invitation
   * ends as `notStarted` and nothing is sent.
   */
  addParticipant(uri: string): Outgoing<Conversation> {
    return this.#help.invitation(this.#help.commands.addParticipant(this.#record, uri))
  }

  /**
   * Lets somebody in who waits in the lobby. For leaders; `participants$` tells when
   * she is in. As all commands about a participant it reads her first, is done when the
   * server has taken it, and is CommandFailed `NotAvailable` where it is not offered now.
   */
  admit(participant: Participant): Command {
    return this.#moderate('admit', participant)
  }

  /** Refuses somebody who waits in the lobby. For leaders. */
  reject(participant: Participant): Command {
    return this.#moderate('reject', participant)
  }

  /** Removes somebody from the meeting. For leaders; `participants$` tells when she is out. */
  eject(participant: Participant): Command {
    return this.#moderate('eject', participant)
  }

  /** Makes an attendee a leader. For leaders; `participants$` tells when she is. */
  promote(participant: Participant): Command {
    return this.#moderate('promote', participant)
  }

  /** Makes a leader an attendee. For leaders; `participants$` tells when she is. */
  demote(participant: Participant): Command {
    return this.#moderate('demote', participant)
  }

  /**
   * Switches messaging off for the audience of the meeting. For leaders;
   * `audienceMessaging$` tells. CommandFailed `NotAvailable` where it is off already.
   */
  disableAudienceMessaging(): Command {
    const command = 'disableAudienceMessaging'
    return this.#answered(command, this.#help.commands.manage(this.#record, command))
  }

  /** Switches messaging on again. For leaders; `audienceMessaging$` tells. */
  enableAudienceMessaging(): Command {
    const command = 'enableAudienceMessaging'
    return this.#answered(command, this.#help.commands.manage(this.#record, command))
  }

  /**
   * Says that the user has seen a conversation that the server accepted for her, as it does while the `conversationHistory`
   * of `client.communication` is Enabled. Otherwise it counts as missed. CommandFailed `NotAvailable` of any other.
   */
  acknowledge(): Command {
    return this.#answered('acknowledge', this.#help.commands.manage(this.#record, 'userAcknowledged'))
  }

  /** Leaves the conversation; in a meeting the others stay. Done when the conversation is `Disconnected`. */
  leave(): Command {
    const record = this.#record
    if (!record.can({ type: 'conversation.leave' })) {
      return notOffered('leave', 'conversation', record.state)
    }
    record.send({ type: 'conversation.leave' })
    return new Command(
      promised(record, () => {
        if (record.loss !== undefined) return { reject: lostBy(record.loss, 'leave') }
        if (record.leaveRefusal !== undefined) return { reject: new CommandFailed('leave', record.leaveRefusal) }
        return record.state === 'Disconnected' ? { resolve: undefined } : undefined
      }),
    )
  }

  get #ofMeeting(): ConversationMeeting {
    return (this.#meeting ??= new ConversationMeeting(this.#record))
  }

  /** The server's answer is the end of it: what comes of it is told by events. */
  #answered(command: string, answer: Promise<Outcome<void>>): Command {
    return answered(answer, (failure) => failedOr(this.#record.loss, command, failure))
  }

  #moderate(verb: ParticipantVerb, participant: Participant): Command {
    return this.#answered(verb, this.#help.commands.moderate(this.#record, participant, verb))
  }
}
