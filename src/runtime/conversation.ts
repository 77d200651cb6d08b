import type { AnyActorRef, Subscription } from 'xstate'
import type { ConversationEvent, ConversationRef } from '../../machines/conversationMachine.ts'
import type { MessagingEvent, MessagingRef } from '../../machines/messagingMachine.ts'
import type { Failure } from '../protocol/failure.ts'
import type { Reason } from '../protocol/reason.ts'
import type { Conversation as ConversationResource, ConversationState } from '../protocol/resource/conversation.ts'
import type { Messaging as MessagingResource } from '../protocol/resource/messaging.ts'
import type { OnlineMeeting } from '../protocol/resource/onlineMeeting.ts'
import type { Content } from '../service/content.ts'
import type { Charts } from './charts.ts'
import type { Followed } from './followed.ts'
import type { Following } from './following.ts'
import type { ChartOwner } from './hub.ts'
import type { Loss, MissedMessages } from './loss.ts'
import { MessageStream } from './messageStream.ts'
import { Observed } from './observed.ts'
import type { OutgoingMessages } from './outgoingMessages.ts'
import { Roster, type Participant } from './roster.ts'

/** The states of the wire, and `unseen` until the first event that tells one. */
export type ConversationView = ConversationState | 'unseen'

export type MessagingView = 'Disconnected' | 'Connecting' | 'Connected' | 'Disconnecting'

/** What all conversations have in common. */
export interface ConversationBelongings {
  readonly charts: Charts
  readonly faulted: (error: unknown) => void
  readonly missedMessages: (conversation: ConversationRecord, cause: MissedMessages, count: number) => void
  readonly outgoing: (conversation: ConversationRecord) => OutgoingMessages
  readonly following: Following
  readonly isOver: (conversation: ConversationRecord) => void
}

const keyOf = (value: string | object): string => (typeof value === 'string' ? value : (Object.keys(value)[0] ?? ''))

/** What the user asks for, and events settle. */
type Awaited = 'leave' | 'stopMessaging'

/** How many messages back a repeated event is recognised, at least. */
const remembered = 64

/**
 * One conversation: its two charts, who is in it, and its messages. Parts are
 * made when they are first needed; a conversation that is only listed has none.
 */
export class ConversationRecord extends Observed implements ChartOwner {
  /** Absolute URL; its identity for as long as it lives. */
  readonly href: string
  readonly #belongings: ConversationBelongings
  #chart: ConversationRef | undefined
  #messagingChart: MessagingRef | undefined
  #leaving: Subscription | undefined
  #stopping: Subscription | undefined
  #roster: Roster | undefined
  #stream: MessageStream | undefined
  #outgoing: OutgoingMessages | undefined
  #seen: Set<string> | undefined
  #seenBefore: Set<string> | undefined
  #opening: Content | undefined
  #loss: Loss | undefined
  #onlineMeeting: Followed<OnlineMeeting> | undefined
  #localParticipant: Followed<Participant> | undefined
  /** Of what the user asked for last, where it has no answer. */
  #unanswered: Readonly<Partial<Record<Awaited, Failure | undefined>>> | undefined

  constructor(href: string, belongings: ConversationBelongings) {
    super()
    this.href = href
    this.#belongings = belongings
  }

  get state(): ConversationView {
    if (this.isOver) return 'Disconnected'
    const key = this.#chart === undefined ? 'unseen' : keyOf(this.#chart.getSnapshot().value)
    return key === 'over' ? 'Disconnected' : key
  }

  get messagingState(): MessagingView {
    if (this.isOver || this.#messagingChart === undefined) return 'Disconnected'
    const key = keyOf(this.#messagingChart.getSnapshot().value)
    return key === 'Connecting' || key === 'Connected' || key === 'Disconnecting' ? key : 'Disconnected'
  }

  /** The last body seen. */
  get resource(): ConversationResource | undefined {
    return this.#chart?.getSnapshot().context.conversation
  }

  get messaging(): MessagingResource | undefined {
    return this.isOver ? undefined : this.#messagingChart?.getSnapshot().context.messaging
  }

  /** Why it came to its state, where the last event told. */
  get reason(): Reason | undefined {
    return this.#chart?.getSnapshot().context.reason
  }

  get messagingReason(): Reason | undefined {
    return this.#messagingChart?.getSnapshot().context.reason
  }

  /** Why the last stopMessaging was refused, or did not take place. */
  get stopRefusal(): Failure | undefined {
    return this.#messagingChart?.getSnapshot().context.refusal ?? this.#inVain('stopMessaging', this.messagingState)
  }

  /** Why the last attempt to leave was refused, or did not take place. */
  get leaveRefusal(): Failure | undefined {
    return this.#chart?.getSnapshot().context.refusal ?? this.#inVain('leave', this.state)
  }

  /** Set where the conversation ended out of sight. */
  get loss(): Loss | undefined {
    return this.#loss
  }

  get roster(): Roster {
    this.#roster ??= new Roster()
    return this.#roster
  }

  /** Its meeting, read from now on. */
  get onlineMeeting(): Followed<OnlineMeeting> {
    return (this.#onlineMeeting ??= this.#belongings.following.onlineMeeting(this))
  }

  /** Only where it was asked for. */
  get askedOnlineMeeting(): Followed<OnlineMeeting> | undefined {
    return this.#onlineMeeting
  }

  /** The user herself in it, read from now on. */
  get localParticipant(): Followed<Participant> {
    return (this.#localParticipant ??= this.#belongings.following.localParticipant(this))
  }

  /** Only where it was asked for. */
  get askedLocalParticipant(): Followed<Participant> | undefined {
    return this.#localParticipant
  }

  get stream(): MessageStream {
    this.#stream ??= new MessageStream(this)
    if (this.isOver) this.#stream.end()
    return this.#stream
  }

  get outgoing(): OutgoingMessages {
    this.#outgoing ??= this.#belongings.outgoing(this)
    return this.#outgoing
  }

  /** A request has no answer, or has gone out anew. If nothing comes of it, that is why. */
  unanswered(command: Awaited, failure: Failure | undefined): void {
    this.#unanswered = { ...this.#unanswered, [command]: failure }
  }

  can(event: ConversationEvent): boolean {
    return this.#chart?.getSnapshot().can(event) ?? false
  }

  messagingCan(event: MessagingEvent): boolean {
    return this.#messagingChart?.getSnapshot().can(event) ?? false
  }

  /** The message that went along with the user's invitation: its event leaves the text out. */
  openWith(message: Content | undefined): void {
    this.#opening = message
  }

  /** Its event has not come yet. */
  get awaitsOpening(): boolean {
    return this.#opening !== undefined
  }

  takeOpening(): Content | undefined {
    const opening = this.#opening
    this.#opening = undefined
    return opening
  }

  /** A message is new at its first event of any type; the same one may come again. */
  isNewMessage(href: string): boolean {
    this.#seen ??= new Set()
    if (this.#seen.has(href) || this.#seenBefore?.has(href) === true) return false
    this.#seen.add(href)
    if (this.#seen.size === remembered) {
      this.#seenBefore = this.#seen
      this.#seen = undefined
    }
    return true
  }

  send(event: ConversationEvent): void {
    if (this.isOver) return
    this.#chart ??= this.#belongings.charts.conversation(this)
    if (event.type === 'conversation.leave') {
      this.unanswered('leave', undefined)
      this.#leaving ??= this.#follow(this.#chart)
    }
    this.#chart.send(event)
    this.changed()
  }

  sendToMessaging(event: MessagingEvent): void {
    if (this.isOver) return
    this.#messagingChart ??= this.#belongings.charts.messaging(this)
    if (event.type === 'messaging.stop') {
      this.unanswered('stopMessaging', undefined)
      this.#stopping ??= this.#follow(this.#messagingChart)
    }
    this.#messagingChart.send(event)
    const isDown = this.messagingState === 'Disconnected'
    if (isDown) this.#roster?.stopAllTyping()
    this.changed()
    if (isDown) this.#outgoing?.disconnect()
  }

  /** Ends it where no event will: after a gap, or with the client. */
  lose(loss: Loss): void {
    if (this.isOver) return
    this.#loss = loss
    if (this.#chart === undefined) this.#finish('gap.lost')
    else this.#chart.send({ type: 'gap.lost' })
  }

  messagesDropped(count: number): void {
    this.#belongings.missedMessages(this, 'overflow', count)
  }

  /** A message has come whose body cannot be had, or came too late. A gap that ended the conversation has told so. */
  messageUnread(): void {
    if (this.#loss === undefined) this.#belongings.missedMessages(this, 'unread', 1)
  }

  /** Messaging never is: it goes with the conversation. */
  chartIsOver(): void {
    this.#finish(this.#loss === undefined ? 'conversation.deleted' : 'gap.lost')
  }

  /** The next event makes another. */
  chartBroke(error: unknown, chart: AnyActorRef): void {
    if (chart === this.#chart) this.#chart = this.#leaving = undefined
    else this.#messagingChart = this.#stopping = undefined
    this.#belongings.faulted(error)
  }

  /** What is sent to a chart changes it at once. Only a request that the user asked for changes it later. */
  #follow(chart: AnyActorRef): Subscription {
    return chart.subscribe({ next: () => this.changed(), error: () => undefined })
  }

  #inVain(command: Awaited, state: ConversationView): Failure | undefined {
    const isUndecided = state === 'Disconnecting' || state === 'Disconnected'
    return isUndecided ? undefined : this.#unanswered?.[command]
  }

  #finish(type: 'conversation.deleted' | 'gap.lost'): void {
    this.#messagingChart?.send({ type })
    if (this.#messagingChart !== undefined) this.#belongings.charts.stop(this.#messagingChart)
    this.#outgoing?.abandon(type)
    this.#stream?.end()
    this.#belongings.isOver(this)
    this.end()
  }
}
