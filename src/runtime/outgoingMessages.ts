import type { EventStatus, ResourceEvent } from '../protocol/event/resourceEvent.ts'
import { bodyOf } from '../service/content.ts'
import type { OutgoingMessageRecord } from './outgoingMessage.ts'

interface Outside {
  /** Whether other instances of the application may send too: their messages come through the same channel. */
  readonly hasSiblings: boolean
  /** An absolute URL for an href. */
  readonly absolute: (href: string) => string
  /** Text of a message that its event did not bring, or nothing. */
  readonly readText: (event: ResourceEvent, then: (text: string | undefined) => void) => void
  readonly textIn: (event: ResourceEvent) => string | undefined
  /** The message that the conversation was opened with has not been told yet: it comes before all others. */
  readonly awaitsOpening: () => boolean
  /** The event is about this message of ours. */
  readonly settled: (message: OutgoingMessageRecord, event: ResourceEvent) => void
  /** The event is about a message from another endpoint of the user. */
  readonly foreign: (event: ResourceEvent) => void
}

/** An event that waits for the answer to a POST, and what had been sent when it came. */
interface Held {
  readonly event: ResourceEvent
  readonly sent: readonly OutgoingMessageRecord[]
}

/** Messages of one conversation that wait to be sent. */
const mostQueued = 1000

/**
 * The user's messages of one conversation that are not settled yet: sends them
 * one at a time, since a server keeps the order of POSTs only then, and finds
 * the message that an event is about.
 *
 * An event is matched by operationId, then by the Location of a 201. One that
 * matches neither is held only while a POST has no answer. If that answer is
 * lost, the next unclaimed event with the same text settles the message. Where
 * the server tells no text of the user's own messages, the next event does, but
 * only where it can be about nothing else, by a decision in docs/decisions.
 */
export class OutgoingMessages {
  readonly #outside: Outside
  #unsettled: readonly OutgoingMessageRecord[] = []
  #held: Held[] = []
  /** Those whose answer was lost, while no event was about them. */
  #doubtful: Set<OutgoingMessageRecord> | undefined
  /** Events may still be about messages that nobody here knows of any more, or whose POST is not their only one. */
  #hasLostSome = false
  /** Where the last event about each was: a Location may be lost, or that of another try. */
  readonly #hrefs = new WeakMap<OutgoingMessageRecord, string>()

  constructor(outside: Outside) {
    this.#outside = outside
  }

  get unsettled(): readonly OutgoingMessageRecord[] {
    return this.#unsettled
  }

  /** Those that an event which comes now may be about. */
  get sent(): readonly OutgoingMessageRecord[] {
    return this.#unsettled.filter(({ status }) => status !== 'queued')
  }

  /** So many wait that no other is taken. */
  get isFull(): boolean {
    return this.#unsettled.filter(({ status }) => status === 'queued').length >= mostQueued
  }

  add(message: OutgoingMessageRecord): void {
    this.#unsettled = [...this.#unsettled, message]
    message.listen(() => this.#follow(message))
    this.#sendNext()
  }

  /** Whether an event that brings no body is about one of these. */
  knows(event: ResourceEvent): boolean {
    return this.#find(event) !== undefined
  }

  /** `sent` are those that the event may be about, if it came before now. */
  route(event: ResourceEvent, sent = this.sent): void {
    const ours = this.#find(event)
    if (ours !== undefined) this.#deliver(ours, event)
    else if (this.#isSending()) this.#held.push({ event, sent })
    else this.#claim(event, sent)
  }

  /** Messaging is down: what is still queued will not be sent. */
  disconnect(): void {
    for (const message of this.#unsettled) message.send({ type: 'messaging.disconnected' })
  }

  /** The conversation is over, or out of sight after a gap. */
  abandon(type: 'conversation.deleted' | 'gap.lost'): void {
    const abandoned = this.#unsettled
    this.#unsettled = []
    this.#held = []
    this.#hasLostSome ||= abandoned.length > 0
    for (const message of abandoned) message.send({ type })
  }

  /** The conversation was there before this client saw it: another of the user's may have written in it. */
  inherit(): void {
    this.#hasLostSome = true
  }

  #find(event: ResourceEvent): OutgoingMessageRecord | undefined {
    const href = this.#hrefOf(event)
    const operationId = event._embedded?.message?.operationId
    return this.#unsettled.find(
      (message) =>
        message.operationId === operationId ||
        message.location?.toLowerCase() === href ||
        this.#hrefs.get(message) === href,
    )
  }

  #hrefOf(event: ResourceEvent): string {
    return this.#outside.absolute(event.link.href).toLowerCase()
  }

  #isSending(): boolean {
    return this.#unsettled.some(({ status }) => status === 'sending')
  }

  #follow(message: OutgoingMessageRecord): void {
    this.#followDoubt(message)
    if (message.isOver) this.#unsettled = this.#unsettled.filter((other) => other !== message)
    const held = this.#held
    this.#held = []
    for (const { event, sent } of held) this.route(event, sent)
    this.#sendNext()
  }

  /** A second try leaves the first one open: an event may still be about it. */
  #followDoubt(message: OutgoingMessageRecord): void {
    if (message.status === 'unknown') (this.#doubtful ??= new Set()).add(message)
    else if (this.#doubtful?.delete(message) === true) this.#hasLostSome = true
  }

  #sendNext(): void {
    if (this.#isSending()) return
    this.#unsettled.find(({ status }) => status === 'queued')?.send({ type: 'message.send' })
  }

  #deliver(message: OutgoingMessageRecord, event: ResourceEvent): void {
    const { type, reason } = event
    this.#doubtful?.delete(message)
    this.#hrefs.set(message, this.#hrefOf(event))
    if (type === 'completed') {
      this.#outside.settled(message, event)
      message.send({ type: 'message.completed', status: statusOf(event), reason })
    } else {
      message.send({ type: 'message.started' })
    }
  }

  /** The one message that an event without text can be about. */
  #only(unknown: readonly OutgoingMessageRecord[]): OutgoingMessageRecord | undefined {
    const [first, ...others] = unknown.filter(isOpen)
    const mayBeAnother = this.#hasLostSome || this.#outside.hasSiblings || this.#outside.awaitsOpening()
    return others.length > 0 || mayBeAnother ? undefined : first
  }

  #claim(event: ResourceEvent, sent: readonly OutgoingMessageRecord[]): void {
    const unknown = sent.filter(isOpen)
    if (unknown.length === 0) {
      this.#outside.foreign(event)
      return
    }
    const settle = (text: string | undefined): void => {
      const ours =
        this.#find(event) ??
        (text === undefined
          ? this.#only(unknown)
          : unknown.find((message) => isOpen(message) && bodyOf(message.content) === text))
      if (ours === undefined) return this.#outside.foreign(event)
      this.#deliver(ours, event)
    }
    const text = this.#outside.textIn(event)
    if (text === undefined) this.#outside.readText(event, settle)
    else settle(text)
  }
}

const isOpen = ({ status }: OutgoingMessageRecord): boolean => status === 'unknown'

/** The message's own `status` says it where the event does not. */
const statusOf = ({ status, _embedded }: ResourceEvent): EventStatus | undefined =>
  status ?? (_embedded?.message?.status === 'Failed' ? 'Failure' : undefined)
