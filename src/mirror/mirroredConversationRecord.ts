import { Message, type Person } from '../runtime/message.ts'
import { MessageStream } from '../runtime/messageStream.ts'
import { Observed } from '../runtime/observed.ts'
import type { Participant } from '../runtime/roster.ts'
import { linkOf, type Content } from '../service/content.ts'
import { lostHost } from './asked.ts'
import { unlessSame } from './changed.ts'
import { MessageLog } from './messageLog.ts'
import type { MirroredMessageRecord } from './mirroredMessage.ts'
import type { ConversationFields, Settlement, ToldMessage } from './told.ts'

const unseen: ConversationFields = {
  resource: undefined,
  reason: undefined,
  state: 'unseen',
  messagingState: 'Disconnected',
  messaging: undefined,
  participants: [],
  typing: [],
}

const nobody = (): undefined => undefined

const withText = (resource: ToldMessage['resource'], content: Content): ToldMessage['resource'] => ({
  ...resource,
  _links: { ...resource._links, [content.html === undefined ? 'plainMessage' : 'htmlMessage']: linkOf(content) },
})

/** One conversation, as the host tells it. */
export class MirroredConversationRecord extends Observed {
  readonly href: string
  readonly stream: MessageStream
  readonly #log = new MessageLog<ToldMessage>()
  readonly #shown = new MessageLog<Message>()
  readonly #people = new Map<string, Participant>()
  /** The user's own, until it is known what has become of them. */
  readonly #outgoing = new Set<MirroredMessageRecord>()
  fields: ConversationFields = unseen

  constructor(href: string, dropped: (count: number) => void) {
    super()
    this.href = href
    this.stream = new MessageStream({ messagesDropped: dropped })
  }

  /** For the next host. */
  get messages(): readonly ToldMessage[] {
    return this.#log.messages
  }

  /** One that `messages$` has brought. */
  readonly message = (key: string): Message | undefined => this.#shown.find(key)

  learn(told: Partial<ConversationFields>): void {
    const now = { ...this.fields, ...told }
    const before = this.fields
    this.fields = {
      ...now,
      resource: unlessSame(before.resource, now.resource),
      messaging: unlessSame(before.messaging, now.messaging),
      participants: this.#these(before.participants, now.participants),
      typing: this.#these(before.typing, now.typing),
    }
    this.changed()
  }

  add(told: ToldMessage): void {
    if (!this.#log.add(told)) return
    const claimed = this.#claim(told)
    const message = new Message(claimed === undefined ? told.resource : withText(told.resource, claimed), {
      from: () => this.#authorOf(told),
      status: told.status,
      failedFor: () => told.failedFor,
      receivedAt: told.sentAt,
    })
    this.#shown.add(message)
    this.stream.push(message)
  }

  follow(outgoing: MirroredMessageRecord): void {
    this.#outgoing.add(outgoing)
    outgoing.listen(() => {
      if (outgoing.isOver) this.#outgoing.delete(outgoing)
    })
  }

  /** The host has it no more. */
  lose(settlement: Settlement = lostHost): void {
    if (this.isOver) return
    const { state } = this.fields
    this.fields = {
      ...this.fields,
      state: state === 'Disconnected' ? state : 'Disconnected',
      messagingState: 'Disconnected',
    }
    this.finish(settlement)
  }

  finish(settlement: Settlement = lostHost): void {
    for (const outgoing of [...this.#outgoing]) if (outgoing.isOrphan) outgoing.abandon(settlement)
    this.stream.end()
    this.end()
  }

  /**
   * A message whose host has gone is the next one that says the same; where the server does
   * not tell what was said, only one can be meant if there is only one.
   */
  #claim(told: ToldMessage): Content | undefined {
    const { direction, text, html } = new Message(told.resource, { from: nobody, status: told.status, receivedAt: 0 })
    if (direction !== 'Outgoing') return undefined
    const orphans = [...this.#outgoing].filter((outgoing) => outgoing.isOrphan)
    const isSilent = text === undefined && html === undefined
    const claimed = isSilent
      ? orphans.find(() => orphans.length === 1)
      : orphans.find(({ content }) => content.text === text && content.html === html?.untrusted)
    claimed?.claim(told)
    return isSilent ? claimed?.content : undefined
  }

  #these(before: readonly Participant[], now: readonly Participant[]): readonly Participant[] {
    if (now === before) return before
    const these = now.map((participant) => {
      const known = unlessSame(this.#people.get(participant.href), participant) ?? participant
      this.#people.set(participant.href, known)
      return known
    })
    return these.length === before.length && these.every((each, at) => each === before[at]) ? before : these
  }

  /** Names often arrive after the message. */
  #authorOf({ resource, from }: ToldMessage): Person | undefined {
    const href = resource._links.participant?.href
    const known = href === undefined ? undefined : this.#people.get(new URL(href, this.href).href)
    return known === undefined ? from : { name: known.name, uri: known.uri }
  }
}
