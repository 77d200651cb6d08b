import { Subscription } from 'rxjs'
import type { Client } from '../client/client.ts'
import type { Conversation } from '../client/conversation.ts'
import type { Gap } from '../client/gap.ts'
import type { IncomingInvitation } from '../client/incomingInvitation.ts'
import type { Fault } from '../runtime/runtime.ts'
import type { Clock } from '../seam/clock.ts'
import { Guests } from './guests.ts'
import { HostedConversation } from './hostedConversation.ts'
import { HostedInvitation } from './hostedInvitation.ts'
import { isQuestion } from './note.ts'
import { Outbox } from './outbox.ts'
import type { Port } from './port.ts'
import type { HostState, ToldFault, ToldGap, ToldMessage } from './told.ts'

/** What a host goes on from, where there was another before. */
export interface Inheritance {
  /** Higher than that of any host before. */
  readonly epoch: number
  /** Messages that it has told, by the href of their conversation. */
  readonly messages: ReadonlyMap<string, readonly ToldMessage[]>
  /** The client resumes: until it has, there is less here than the mirrors know. */
  readonly isResuming: boolean
  /** A mirror asks for the first time: it may go without a word. */
  readonly met: (mirror: string) => void
}

const nothing: Inheritance = { epoch: 1, messages: new Map(), isResuming: false, met: () => undefined }

const settledStates: ReadonlySet<string> = new Set(['available', 'lurking', 'ended'])

/** Shows a client to mirrors at the other end of a port, and does what they ask. */
export class Host {
  readonly #client: Client
  readonly #port: Port
  readonly #before: Inheritance
  readonly #outbox: Outbox
  readonly #guests: Guests
  readonly #conversations = new Map<string, HostedConversation>()
  readonly #invitations = new Map<string, HostedInvitation>()
  readonly #subscription = new Subscription()

  constructor(client: Client, port: Port, clock: Clock, before: Inheritance = nothing) {
    this.#client = client
    this.#port = port
    this.#before = before
    this.#outbox = new Outbox(
      {
        port,
        epoch: before.epoch,
        point: () => client.resumePoint$.getSnapshot(),
        state: () => this.#state,
      },
      before.isResuming,
    )
    this.#guests = new Guests(
      {
        client,
        conversation: (href) => this.#conversations.get(href)?.conversation,
        invitation: (href) => this.#invitations.get(href)?.invitation,
      },
      { clock, epoch: before.epoch, post: (answer) => this.#outbox.post(answer), met: before.met },
    )
    this.#listen()
    this.#outbox.stateTo(undefined)
  }

  /** A mirror has gone without a word. */
  forget(mirror: string): void {
    this.#guests.forget(mirror)
  }

  /** Tells nothing more, and leaves the client as it is. */
  close(): void {
    this.#port.removeEventListener('message', this.#hear)
    this.#subscription.unsubscribe()
    for (const hosted of [...this.#conversations.values(), ...this.#invitations.values()]) hosted.close()
    this.#guests.close()
    this.#outbox.close()
  }

  get #state(): HostState {
    return {
      status: this.#client.status$.getSnapshot(),
      conversations: [...this.#conversations.values()].map(({ state }) => state),
      invitations: [...this.#invitations.values()].map(({ state }) => state),
    }
  }

  #listen(): void {
    const client = this.#client
    const add = this.#subscription.add.bind(this.#subscription)
    for (const conversation of client.conversations$.getSnapshot()) this.#addConversation(conversation)
    add(client.conversationAdded$.subscribe((conversation) => this.#addConversation(conversation)))
    add(client.invitations$.subscribe((invitation) => this.#addInvitation(invitation)))
    add(client.gaps$.subscribe((gap) => this.#outbox.change({ gap: this.#told(gap) })))
    add(client.faults$.subscribe((fault) => this.#outbox.change({ fault: toldFault(fault) })))
    add(client.events$.subscribe(() => queueMicrotask(() => this.#refresh())))
    add(client.resumePoint$.subscribe(() => this.#outbox.touch()))
    add(
      client.status$.subscribe((status) => {
        this.#outbox.change({ status })
        if (settledStates.has(status.state)) this.#outbox.release()
      }),
    )
    this.#port.addEventListener('message', this.#hear)
    this.#port.start?.()
  }

  readonly #hear = ({ data }: MessageEvent): void => {
    if (!isQuestion(data)) return
    if (data.ask === 'state') this.#outbox.stateTo(data.from)
    else if (data.ask === 'ping') this.#outbox.post({ tell: 'pong', to: data.from, epoch: this.#before.epoch })
    else if (data.ask === 'leave') this.#guests.forget(data.from)
    else this.#guests.take(data)
  }

  #refresh(): void {
    if (this.#subscription.closed) return
    for (const hosted of [...this.#conversations.values(), ...this.#invitations.values()]) hosted.refresh()
  }

  #addConversation(conversation: Conversation): void {
    const { href } = conversation
    if (this.#conversations.has(href)) return
    const hosted = new HostedConversation(conversation, {
      tell: (change) => this.#outbox.change(change),
      over: () => this.#conversations.delete(href),
      before: this.#before.messages.get(href) ?? [],
    })
    this.#conversations.set(href, hosted)
  }

  #addInvitation(invitation: IncomingInvitation): void {
    const { href } = invitation
    const hosted = new HostedInvitation(invitation, {
      href,
      tell: (change) => this.#outbox.change(change),
      over: () => this.#invitations.delete(href),
    })
    this.#invitations.set(href, hosted)
  }

  #told(gap: Gap): ToldGap {
    if (gap.cause === 'notResumed') return { cause: gap.cause, failure: gap.failure }
    if (gap.cause === 'overflow' || gap.cause === 'unread') {
      return { cause: gap.cause, conversation: gap.conversation.href, messages: gap.messages }
    }
    return {
      cause: gap.cause,
      conversations: gap.conversations.map(({ href }) => href),
      invitations: [...this.#invitations.values()].flatMap(({ href, invitation }) =>
        gap.invitations.includes(invitation) ? [href] : [],
      ),
    }
  }
}

const toldFault = (fault: Fault): ToldFault =>
  fault.name === 'Defect'
    ? { name: fault.name, message: String(fault.error) }
    : { name: fault.name, path: fault.path, failure: fault.failure }
