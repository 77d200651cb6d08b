import { isMachineSnapshot, type SnapshotFrom } from 'xstate'
import type { Message, OutgoingMessage, OutgoingMessageStatus } from '../../src/index.ts'
import type { Messaging } from '../../src/protocol/resource/messaging.ts'
import { outgoingMessageMachine } from '../../machines/outgoingMessageMachine.ts'
import { expectAgreement } from './agreement.ts'
import { conflict, type Answer } from './answer.ts'
import type { Connected } from './connected.ts'
import type { Detained } from './line.ts'
import type { MessageMove } from './messageMove.ts'
import { PromisedMessage, type MessageSeen } from './promisedMessage.ts'
import { verdictOf, type Verdict } from './verdict.ts'
import { tosh, type World } from './world.ts'

const text = '12:30?'
const silence = 60_000

/** What names the message in its POST, as only its chart knows until that is made. */
const operationIdIn = ({ client }: World): string => {
  let operationId = ''
  const subscription = client.inspect({
    next: (inspection) => {
      if (inspection.type !== '@xstate.snapshot' || !isMachineSnapshot(inspection.snapshot)) return
      if (inspection.snapshot.machine.id !== outgoingMessageMachine.id) return
      operationId = (inspection.snapshot as SnapshotFrom<typeof outgoingMessageMachine>).context.operationId
    },
  })
  subscription.unsubscribe()
  return operationId
}

/**
 * One message of Tosh's to Lene, kept waiting by another one: a client sends one
 * at a time. What a faithful server says, the server says by itself; anything
 * else is a raw page.
 */
export class MessageScene {
  readonly #world: World
  readonly #connected: Connected
  readonly #promised = new PromisedMessage()
  readonly #message: OutgoingMessage
  readonly #operationId: string
  readonly #messagingUp: Messaging | undefined
  readonly #statuses: OutgoingMessageStatus[] = []
  readonly #told: Message[] = []
  readonly #delivered: Verdict
  readonly #retries: Verdict[] = []
  #completed = false
  /** Another one, which keeps it waiting. */
  #before: Detained | undefined
  #others = 1
  #detained: Detained | undefined
  #location: string | undefined
  #invented = 0
  /** The server has delivered it and not said so yet; nothing else was said of it. */
  #isFaithful = false

  static async open(world: World, connected: Connected): Promise<MessageScene> {
    const before = world.line.detain('sendMessage')
    connected.conversation.send('the one before')
    await world.settle()
    return new MessageScene(world, connected, before)
  }

  private constructor(world: World, connected: Connected, before: Detained) {
    const { conversation } = connected
    this.#world = world
    this.#connected = connected
    this.#before = before
    this.#messagingUp = conversation.messaging.resource
    conversation.messages$.subscribe((message) => {
      if (message.text === text) this.#told.push(message)
    })
    this.#message = conversation.send(text)
    this.#operationId = operationIdIn(world)
    this.#message.status$.subscribe({
      next: (status) => this.#statuses.push(status),
      complete: () => (this.#completed = true),
    })
    this.#delivered = verdictOf(this.#message.delivered)
  }

  async act(move: MessageMove): Promise<void> {
    const { control, clock, deliver, settle } = this.#world
    const { does } = move
    const before = this.#promised.seen.status
    this.#promised.make(move)
    switch (does.kind) {
      case 'turn':
        this.#detained = this.#world.line.detain('sendMessage')
        this.#before?.letGo()
        this.#before = undefined
        return settle()
      case 'answer':
        return this.#answer(does.how)
      case 'start':
        return this.#tell('started')
      case 'complete':
        if (does.status === 'Success' && this.#isFaithful) return deliver()
        return this.#tell('completed', does.status, does.subcode)
      case 'retry':
        if (before === 'unknown') {
          this.#isFaithful = false
          await this.#sendAnother()
        }
        this.#retries.push(verdictOf(this.#message.retry().done))
        return
      case 'wait':
        return clock.advance(silence)
      case 'disconnect':
        return this.#disconnect()
      case 'delete':
        return this.#delete(before)
      case 'lose':
        if (does.what === 'the conversation') control.resume(tosh)
        else control.resync(tosh)
        return deliver()
    }
  }

  /** Resolves when what users see is what they were promised; gives it. */
  async seen(): Promise<MessageSeen> {
    const { line, faults, settle } = this.#world
    await settle()
    const seen: MessageSeen = {
      status: this.#message.status$.getSnapshot(),
      statuses: [...this.#statuses],
      completed: this.#completed,
      delivered: this.#delivered.now(),
      retries: this.#retries.map((verdict) => verdict.now()),
      told: this.#told.map(({ status }) => status),
      posts: line.asked('sendMessage') - this.#others,
      asks: this.#detained?.isHere() === true && line.open('sendMessage') > 0,
      faults,
    }
    expectAgreement(seen, this.#promised.seen)
    return seen
  }

  /** Another message on its way, so that the next one has to wait for its turn. */
  async #sendAnother(): Promise<void> {
    if (this.#before !== undefined) return
    this.#before = this.#world.line.detain('sendMessage')
    this.#others += 1
    this.#connected.conversation.send('one more')
    await this.#world.settle()
  }

  async #answer(how: Answer): Promise<void> {
    const { control, line, settle } = this.#world
    if (this.#detained === undefined) throw new Error('there is no request to answer')
    if (how === 'refused') control.intercept({ link: 'sendMessage' }, conflict)
    if (how === 'lost') control.intercept({ link: 'sendMessage' }, 'dropAfter')
    this.#detained.letGo()
    this.#detained = undefined
    await settle()
    // What the server says of a first try is not known for it after a second.
    const { retries, told } = this.#promised.seen
    const isKnown = how === 'taken' || retries.length === 0
    this.#isFaithful = how !== 'refused' && isKnown && this.#location === undefined && told.length === 0
    if (how === 'refused') return
    if (how === 'taken') this.#location = line.location('sendMessage')
  }

  /** Once the client has been told where its message is, by whatever, an event need not name it any more. */
  #tell(type: 'started' | 'completed', status?: string, subcode?: string): Promise<void> {
    const { conversation, messaging } = this.#connected.hrefs
    const name = this.#location === undefined ? { operationId: this.#operationId } : {}
    const href = (this.#location ??= `${messaging}/messages/new${++this.#invented}`)
    // What is told after that is told of another try.
    if (type === 'completed') this.#location = undefined
    this.#isFaithful = false
    return this.#world.tell({
      rel: 'conversation',
      href: conversation,
      events: [
        {
          link: { rel: 'message', href },
          ...(status === undefined ? {} : { status }),
          ...(subcode === undefined ? {} : { reason: { code: 'RemoteFailure', subcode } }),
          _embedded: { message: { direction: 'Outgoing', ...name, _links: { self: { href } } } },
          type,
        },
      ],
    })
  }

  #disconnect(): Promise<void> {
    const { conversation, messaging } = this.#connected.hrefs
    const link = { rel: 'messaging', href: messaging }
    return this.#world.tell({
      rel: 'conversation',
      href: conversation,
      events: [
        { link, _embedded: { messaging: { state: 'Disconnected' } }, type: 'updated' },
        { link, _embedded: { messaging: this.#messagingUp }, type: 'updated' },
      ],
    })
  }

  #delete(before: OutgoingMessageStatus): Promise<void> {
    const { control, deliver, tell } = this.#world
    const { hrefs, puppet } = this.#connected
    // Otherwise it would tell before what has become of the message, or that messaging is down, and with it the queue.
    if (before === 'sending' && this.#promised.seen.told.length === 0) {
      puppet.hangsUp(tosh)
      return deliver()
    }
    const link = { rel: 'conversation', href: hrefs.conversation }
    const { communication } = control.hrefs(tosh)
    return tell({ rel: 'communication', href: communication, events: [{ link, type: 'deleted' }] })
  }
}
