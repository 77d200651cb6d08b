import { Subject, type Observable } from 'rxjs'
import type { Communication } from '../client/communication.ts'
import type { ConversationLog } from '../client/conversationLog.ts'
import { Live } from '../client/live.ts'
import type { JoinOnlineMeetingOptions, StartOnlineMeetingOptions } from '../client/meeting.ts'
import type { ContinueMessagingOptions, StartMessagingOptions } from '../client/startMessaging.ts'
import type { ResumePoint } from '../protocol/resumePoint.ts'
import { Observed } from '../runtime/observed.ts'
import type { Clock } from '../seam/clock.ts'
import { askCommand, askDone, lostHost, mirrorClosed } from './asked.ts'
import { unlessSame } from './changed.ts'
import { ConversationMirror } from './mirroredConversation.ts'
import { MirroredConversationRecord } from './mirroredConversationRecord.ts'
import { MirroredIncoming, MirroredInvitationRecord } from './mirroredIncoming.ts'
import { mirroredHistory } from './mirroredHistory.ts'
import { mirroredMe } from './mirroredMe.ts'
import { MirroredOutgoing } from './mirroredOutgoing.ts'
import { mirroredPeople } from './mirroredPeople.ts'
import { Past } from './past.ts'
import { Line, noAnswer } from './line.ts'
import type { Port } from './port.ts'
import type {
  MirroredClient,
  MirroredConversation,
  MirroredFault,
  MirroredGap,
  MirroredInvitation,
  MirroredOutgoingInvitation,
  MirroredStatus,
} from './surface.ts'
import type { Change, HostState, ToldGap, ToldMessage } from './told.ts'

interface Known<R, H> {
  readonly record: R
  readonly handle: H
}

class Value<T> extends Observed {
  value: T

  constructor(value: T) {
    super()
    this.value = value
  }

  set(value: T): void {
    this.value = value
    this.changed()
  }
}

export interface MirrorListener {
  /** No host answers. */
  readonly silent?: () => void
  readonly closed?: () => void
}

/** Shows what a host tells: the other half of it. */
export class Mirror implements MirroredClient {
  readonly #line: Line
  readonly #clock: Clock
  readonly #listener: MirrorListener
  /** Tells it from other mirrors of the same port. */
  readonly name: string
  readonly #status = new Value<MirroredStatus>({ state: 'unreached', reason: 'no answer yet' })
  #lastTold: MirroredStatus | undefined
  readonly #list = new Value<readonly MirroredConversation[]>([])
  readonly #point = new Value<ResumePoint | undefined>(undefined)
  readonly #conversations = new Map<string, Known<MirroredConversationRecord, MirroredConversation>>()
  /** Handles that are over, for whoever asks by an href of theirs. */
  readonly #past = new Past<MirroredConversation>()
  readonly #pastInvitations = new Past<MirroredInvitation>()
  readonly #invitations = new Map<string, Known<MirroredInvitationRecord, MirroredInvitation>>()
  /** What the last host that came knew nothing of. */
  #ended: { readonly conversations: MirroredConversation[]; readonly invitations: MirroredInvitation[] } = nobody()
  readonly #gaps = new Subject<MirroredGap>()
  readonly #faults = new Subject<MirroredFault>()
  readonly #added = new Subject<MirroredConversation>()
  readonly #rings = new Subject<MirroredInvitation>()
  readonly status$ = new Live<MirroredStatus>(this.#status, () => this.#status.value)
  readonly conversations$ = new Live<readonly MirroredConversation[]>(this.#list, () => this.#list.value)
  readonly resumePoint$ = new Live<ResumePoint | undefined>(this.#point, () => this.#point.value)
  readonly gaps$: Observable<MirroredGap> = this.#gaps.asObservable()
  readonly faults$: Observable<MirroredFault> = this.#faults.asObservable()
  readonly conversationAdded$: Observable<MirroredConversation> = this.#added.asObservable()
  readonly invitations$: Observable<MirroredInvitation> = this.#rings.asObservable()
  readonly communication: Pick<Communication, 'update'>
  readonly history: MirroredClient['history']
  readonly me: MirroredClient['me']
  readonly people: MirroredClient['people']

  constructor(name: string, clock: Clock, listener: MirrorListener = {}) {
    this.name = name
    this.#clock = clock
    this.#listener = listener
    this.#line = new Line(name, clock, {
      state: (state) => {
        this.#take(state)
        this.#learnPoint()
      },
      changes: (changes) => {
        for (const change of changes) this.#apply(change)
        this.#learnPoint()
      },
      silent: () => {
        this.#status.set({ state: 'unreached', reason: noAnswer })
        this.#listener.silent?.()
      },
      heard: () => {
        if (this.#lastTold !== undefined) this.#status.set(this.#lastTold)
      },
    })
    const line = this.#line
    this.communication = { update: (changes) => askCommand(line, { on: 'client', verb: 'update', changes }) }
    this.history = mirroredHistory(line)
    this.me = mirroredMe(line)
    this.people = mirroredPeople(line)
  }

  /** For JSON, where subscribers make a circle: the name of the status. */
  toJSON(): { readonly status: MirroredStatus['state'] } {
    return { status: this.#status.value.state }
  }

  /** Follows the host at the other end of a port. */
  attach(port: Port): void {
    this.#line.attach(port)
  }

  /** Of the present host, or the last one. */
  get epoch(): number {
    return this.#line.epoch
  }

  /** What was told of messages, by the href of their conversation. */
  get messages(): ReadonlyMap<string, readonly ToldMessage[]> {
    return new Map([...this.#conversations].map(([href, { record }]) => [href, record.messages]))
  }

  /** Nobody takes the place of a host that is silent. */
  stopConnecting(): void {
    this.#line.stopConnecting()
  }

  connect(): Promise<void> {
    return askDone(this.#line, { on: 'client', verb: 'connect' })
  }

  signOut(): Promise<void> {
    return askDone(this.#line, { on: 'client', verb: 'signOut' })
  }

  suspend(): void {
    void askDone(this.#line, { on: 'client', verb: 'suspend' })
  }

  resume(): void {
    void askDone(this.#line, { on: 'client', verb: 'resume' })
  }

  startMessaging(options: StartMessagingOptions): MirroredOutgoingInvitation {
    return new MirroredOutgoing(this.#line, { on: 'client', verb: 'startMessaging', options }, this.#handleOf)
  }

  continueMessaging(log: ConversationLog, options: ContinueMessagingOptions = {}): MirroredOutgoingInvitation {
    const call = { on: 'client', verb: 'continueMessaging', log: log.href, options } as const
    return new MirroredOutgoing(this.#line, call, this.#handleOf)
  }

  startOnlineMeeting(options: StartOnlineMeetingOptions = {}): MirroredOutgoingInvitation {
    return new MirroredOutgoing(this.#line, { on: 'client', verb: 'startOnlineMeeting', options }, this.#handleOf)
  }

  joinOnlineMeeting(options: JoinOnlineMeetingOptions = {}): MirroredOutgoingInvitation {
    return new MirroredOutgoing(this.#line, { on: 'client', verb: 'joinOnlineMeeting', options }, this.#handleOf)
  }

  close(): void {
    if (this.#status.isOver) return
    this.#line.close(mirrorClosed)
    for (const { record } of this.#invitations.values()) record.settle(mirrorClosed)
    for (const { record } of this.#conversations.values()) record.lose(mirrorClosed)
    this.#status.value = { state: 'ended', reason: 'closed' }
    this.#status.end()
    this.#list.end()
    this.#point.end()
    this.#listener.closed?.()
    for (const subject of [this.#gaps, this.#faults, this.#added, this.#rings]) subject.complete()
  }

  #take({ status, conversations, invitations }: HostState): void {
    this.#apply({ status })
    this.#ended = nobody()
    const listed = new Set(conversations.map(({ href }) => href))
    for (const [href, { record, handle }] of [...this.#conversations]) {
      if (listed.has(href)) continue
      this.#ended.conversations.push(handle)
      this.#forget(href)
      record.lose()
    }
    for (const { href, fields, messages } of conversations) {
      this.#conversation(href).record.learn(fields)
      for (const message of messages) this.#conversation(href).record.add(message)
    }
    const ringing = new Set(invitations.map(({ href }) => href))
    for (const [href, { record, handle }] of [...this.#invitations]) {
      if (ringing.has(href)) continue
      this.#ended.invitations.push(handle)
      this.#forgetInvitation(href)
      record.settle(lostHost)
    }
    for (const { href, fields } of invitations) this.#apply({ invitation: href, fields })
  }

  #apply(change: Change): void {
    if ('status' in change) {
      this.#lastTold = change.status
      this.#status.set(change.status)
    } else if ('message' in change) this.#conversation(change.conversation).record.add(change.message)
    else if ('conversation' in change) this.#conversation(change.conversation).record.learn(change.fields)
    else if ('conversationOver' in change) this.#endConversation(change.conversationOver)
    else if ('invitation' in change) this.#learnInvitation(change.invitation, change.fields)
    else if ('invitationOver' in change) {
      this.#invitations.get(change.invitationOver)?.record.settle(change.settlement)
      this.#forgetInvitation(change.invitationOver)
    } else if ('gap' in change) this.#gaps.next(this.#gapOf(change.gap))
    else {
      const { fault } = change
      this.#faults.next(fault.name === 'Defect' ? { name: fault.name, error: new Error(fault.message) } : fault)
    }
  }

  /** After what lies before it has been told. */
  #learnPoint(): void {
    this.#point.set(unlessSame(this.#point.value, this.#line.point))
  }

  #learnInvitation(href: string, fields: Extract<Change, { invitation: string }>['fields']): void {
    const known = this.#invitations.get(href)
    if (known !== undefined) return known.record.learn(fields)
    const { rel, state } = fields
    if (rel === undefined || state === undefined) return
    const record = new MirroredInvitationRecord(href, {
      rel,
      state,
      resource: fields.resource,
      from: fields.from,
      onlineMeetingUri: fields.onlineMeetingUri,
      conversation: fields.conversation,
    })
    const handle = new MirroredIncoming(record, this.#line, this.#handleOf)
    this.#invitations.set(href, { record, handle })
    this.#rings.next(handle)
  }

  readonly #handleOf = (href: string): MirroredConversation => this.#past.find(href) ?? this.#conversation(href).handle

  #conversation(href: string): Known<MirroredConversationRecord, MirroredConversation> {
    const known = this.#conversations.get(href)
    if (known !== undefined) return known
    const record = new MirroredConversationRecord(href, (messages) =>
      this.#gaps.next({ cause: 'overflow', conversation: handle, messages }),
    )
    const handle = new ConversationMirror(record, {
      line: this.#line,
      clock: this.#clock,
      handleOf: this.#handleOf,
    })
    this.#conversations.set(href, { record, handle })
    this.#list.set([...this.#conversations.values()].map((each) => each.handle))
    this.#added.next(handle)
    return { record, handle }
  }

  #endConversation(href: string): void {
    const known = this.#conversations.get(href)
    if (known === undefined) return
    this.#forget(href)
    known.record.finish()
  }

  #forget(href: string): void {
    const known = this.#conversations.get(href)
    this.#conversations.delete(href)
    if (known !== undefined) this.#past.add(href, known.handle)
    this.#list.set([...this.#conversations.values()].map((each) => each.handle))
  }

  #forgetInvitation(href: string): void {
    const known = this.#invitations.get(href)
    this.#invitations.delete(href)
    if (known !== undefined) this.#pastInvitations.add(href, known.handle)
  }

  #gapOf(gap: ToldGap): MirroredGap {
    if (gap.cause === 'overflow' || gap.cause === 'unread') {
      return { cause: gap.cause, conversation: this.#handleOf(gap.conversation), messages: gap.messages }
    }
    if (gap.cause === 'notResumed') return { cause: gap.cause, failure: gap.failure, ...this.#ended }
    return {
      cause: gap.cause,
      conversations: gap.conversations.map((href) => this.#handleOf(href)),
      invitations: gap.invitations.flatMap((href) => this.#pastInvitations.find(href) ?? []),
    }
  }
}

const nobody = (): { conversations: MirroredConversation[]; invitations: MirroredInvitation[] } => ({
  conversations: [],
  invitations: [],
})
