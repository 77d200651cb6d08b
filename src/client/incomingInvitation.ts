import type { Link } from '../protocol/hypermedia.ts'
import type { DeclineReason } from '../protocol/request/decline.ts'
import type { MessagingInvitation } from '../protocol/resource/messagingInvitation.ts'
import { OnlineMeetingInvitation } from '../protocol/resource/onlineMeetingInvitation.ts'
import type { ConversationRecord } from '../runtime/conversation.ts'
import type { IncomingInvitationRecord, IncomingInvitationView, InvitationRel } from '../runtime/incomingInvitation.ts'
import type { Person } from '../runtime/message.ts'
import type { ReadPerson } from '../runtime/person.ts'
import { untrustedHtml, type UntrustedHtml } from '../runtime/untrustedHtml.ts'
import type { CustomContent } from '../service/customContent.ts'
import { Command, notOffered } from './command.ts'
import type { Conversation } from './conversation.ts'
import { lostBy } from './ending.ts'
import { CommandFailed, InvitationFailed } from './errors.ts'
import { customContentIn, firstMessageIn } from './invitationContent.ts'
import { Live } from './live.ts'
import { promised, type Verdict } from './promised.ts'

type HandleOf = (record: ConversationRecord) => Conversation

const openStates: ReadonlySet<string> = new Set<IncomingInvitationView>(['Connecting', 'accepting', 'declining'])

/** An invitation to the user, from the moment it rings. */
export class IncomingInvitation {
  readonly #record: IncomingInvitationRecord
  readonly #handleOf: HandleOf
  readonly #personAt: ReadPerson
  readonly #connected: () => Promise<Conversation>
  #onBehalfOf: Promise<Person | undefined> | undefined
  #acceptedByContact: Promise<Person | undefined> | undefined
  /** Hot; replays the current value; completes when the invitation is over; never errors. */
  readonly state$: Live<IncomingInvitationView>

  constructor(record: IncomingInvitationRecord, handleOf: HandleOf, personAt: ReadPerson) {
    this.#record = record
    this.#handleOf = handleOf
    this.#personAt = personAt
    this.state$ = new Live(record, () => record.state)
    this.#connected = promised(record, () => this.#verdict())
  }

  /** Absolute URL; identifies the invitation within one application. */
  get href(): string {
    return this.#record.href
  }

  /** What it is: `messagingInvitation` to a conversation, `onlineMeetingInvitation` to a meeting or to what becomes one. */
  get rel(): InvitationRel {
    return this.#record.rel
  }

  /** The last body seen, unknown properties included. */
  get resource(): MessagingInvitation | undefined {
    return this.#record.resource
  }

  /** Who invites, as far as the server has told; her name alone where it tells no more. */
  get from(): Person | undefined {
    const from = this.#record.resource?._embedded?.from
    if (from) return { name: from.name ?? undefined, uri: from.uri ?? undefined }
    const title = this.#record.resource?._links.from?.title
    return title ? { name: title, uri: undefined } : undefined
  }

  /**
   * On whose behalf the inviter acts; resolves with undefined where she does so for
   * herself. Read when it is first asked for; never rejects.
   */
  get onBehalfOf(): Promise<Person | undefined> {
    return (this.#onBehalfOf ??= this.#person(this.#record.resource?._links.onBehalfOf))
  }

  /**
   * Who of the user's team or delegates has taken it, resolved when the invitation is
   * over; undefined where nobody did. Never rejects.
   */
  get acceptedByContact(): Promise<Person | undefined> {
    return (this.#acceptedByContact ??= promised<void>(this.#record, () =>
      this.#record.isOver ? { resolve: undefined } : undefined,
    )().then(() => this.#person(this.#record.resource?._links.acceptedByContact)))
  }

  /** URI of the meeting it invites to, for `joinOnlineMeeting`. */
  get onlineMeetingUri(): string | undefined {
    const { resource } = this.#record
    return OnlineMeetingInvitation.is(resource) ? (resource.onlineMeetingUri ?? undefined) : undefined
  }

  /** As the inviter told it. */
  get subject(): string | undefined {
    return this.#record.resource?.subject ?? undefined
  }

  /**
   * Plain text of the first message, where one came along. A preview: after acceptance
   * the same message comes in `conversation.messages$`, once.
   */
  get preview(): string | undefined {
    return firstMessageIn(this.#record.resource, 'text/plain')
  }

  /** The same, where it came as HTML: to be sanitised before it is shown. */
  get previewHtml(): UntrustedHtml | undefined {
    return untrustedHtml(firstMessageIn(this.#record.resource, 'text/html'))
  }

  /**
   * What came along for this application, as text in the charset it names. For
   * bytes, read the link `customContent` of `resource`.
   */
  get customContent(): CustomContent | undefined {
    return customContentIn(this.#record.resource)
  }

  /** What it invites to. */
  get conversation(): Conversation | undefined {
    const { conversation } = this.#record
    return conversation && this.#handleOf(conversation)
  }

  /**
   * Resolves when the invitation completes with success. Rejects with
   * InvitationFailed, ConnectionLost or ClientClosed. Made when it is read.
   */
  get connected(): Promise<Conversation> {
    return this.#connected()
  }

  /**
   * Takes the invitation. Done when it is `Connected`; rejects with InvitationFailed
   * where it came to nothing first. CommandFailed `NotAvailable` once it is over.
   */
  accept(): Command {
    if (!this.#record.can({ type: 'invitation.accept' })) return notOffered('accept', 'accept', this.#record.state)
    this.#record.send({ type: 'invitation.accept' })
    return new Command(
      promised<void>(this.#record, () => {
        const verdict = this.#verdict()
        return verdict !== undefined && 'resolve' in verdict
          ? { resolve: undefined }
          : (verdict ?? this.#refusal('accept'))
      }),
    )
  }

  /**
   * Refuses the invitation. `Global` unless told: all of the user's endpoints stop
   * ringing; `Local`: this one. Done when it is over; rejects with InvitationFailed
   * where it has become `Connected` at another endpoint.
   */
  decline(reason: DeclineReason = 'Global'): Command {
    const event = { type: 'invitation.decline', reason } as const
    if (!this.#record.can(event)) return notOffered('decline', 'decline', this.#record.state)
    this.#record.send(event)
    return new Command(
      promised<void>(this.#record, () => {
        if (this.#record.state === 'Connected')
          return { reject: new InvitationFailed('decline', 'Connected', this.#record.reason, undefined) }
        if (this.#record.state === 'lost') return { reject: lostBy(this.#record.loss, 'decline') }
        return openStates.has(this.#record.state) ? this.#refusal('decline') : { resolve: undefined }
      }),
    )
  }

  async #person(link: Link | null | undefined): Promise<Person | undefined> {
    return link ? this.#personAt(link) : undefined
  }

  #refusal(command: string): Verdict<never> | undefined {
    const { refusal } = this.#record
    return refusal && { reject: new CommandFailed(command, refusal) }
  }

  #verdict(): Verdict<Conversation> | undefined {
    const { state, conversation, reason, loss } = this.#record
    if (openStates.has(state)) return undefined
    if (state === 'lost') return { reject: lostBy(loss, 'accept') }
    if (state === 'Connected' && conversation !== undefined) return { resolve: this.#handleOf(conversation) }
    return { reject: new InvitationFailed('accept', state, reason, undefined) }
  }
}
