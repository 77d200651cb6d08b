import { map, type Observable, type Subject } from 'rxjs'
import type { InspectionEvent, Observer, Subscription } from 'xstate'
import type { ConversationRecord } from '../runtime/conversation.ts'
import { IncomingInvitationRecord } from '../runtime/incomingInvitation.ts'
import type { OutgoingInvitationRecord } from '../runtime/outgoingInvitation.ts'
import type { ResumePoint } from '../protocol/resumePoint.ts'
import type { Fault, HeardEvent, Runtime } from '../runtime/runtime.ts'
import { unlessObject } from '../service/unsendable.ts'
import type { Traffic } from '../transport/traffic.ts'
import { Communication } from './communication.ts'
import { firstMessageOf } from './content.ts'
import { Conversation, type ConversationHelp } from './conversation.ts'
import { ConversationLog } from './conversationLog.ts'
import { lostBy } from './ending.ts'
import { ClientClosed, DiscoveryFailed, SignInFailed } from './errors.ts'
import type { Gap } from './gap.ts'
import { History } from './history.ts'
import { IncomingInvitation } from './incomingInvitation.ts'
import { Outgoing } from './outgoing.ts'
import type { OutgoingInvitation } from './outgoingInvitation.ts'
import { Live } from './live.ts'
import type { JoinOnlineMeetingOptions, StartOnlineMeetingOptions } from './meeting.ts'
import { Me } from './me.ts'
import { People } from './people.ts'
import { promised } from './promised.ts'
import type { ContinueMessagingOptions, StartMessagingOptions } from './startMessaging.ts'
import { statusReader, type ClientStatus } from './status.ts'
import { streamsOf } from './streams.ts'

/** One user of a UCWA server, kept online. Made by `createClient`. */
export class Client {
  readonly #runtime: Runtime
  readonly #traffic: Subject<Traffic>
  readonly #conversations = new WeakMap<ConversationRecord, Conversation>()
  readonly #incomingInvitations = new WeakMap<IncomingInvitationRecord, IncomingInvitation>()
  readonly #outgoingInvitations = new WeakMap<OutgoingInvitationRecord, OutgoingInvitation>()
  readonly #help: ConversationHelp
  #list: readonly Conversation[] | undefined
  #communication: Communication | undefined
  #history: History | undefined
  #me: Me | undefined
  #people: People | undefined
  #resumePoint: Live<ResumePoint | undefined> | undefined

  /** Where the client is. Hot; replays the current status; completes when the client is closed; never errors. */
  readonly status$: Live<ClientStatus>
  /** Transient state was lost: why, and what it ended. Hot; replays nothing; completes when the client is closed; never errors. */
  readonly gaps$: Observable<Gap>
  /** Every decoded event, in order, before anything else is done with it. Hot; replays nothing; completes when the client is closed; never errors. */
  readonly events$: Observable<HeardEvent>
  /** Events that cannot be read, and defects of this library. Hot; replays nothing; completes when the client is closed; never errors. */
  readonly faults$: Observable<Fault>
  /** Invitations to the user, as they ring. Hot; replays nothing; completes when the client is closed; never errors. */
  readonly invitations$: Observable<IncomingInvitation>
  /** Conversations as they begin. Hot; replays nothing; completes when the client is closed; never errors. */
  readonly conversationAdded$: Observable<Conversation>
  /** All conversations, oldest first; the list is built when it is read. Hot; replays the current list; completes when the client is closed; never errors. */
  readonly conversations$: Live<readonly Conversation[]>
  /** Requests and answers, redacted, built only while somebody watches. Hot; replays nothing; completes when the client is closed; never errors. */
  readonly traffic$: Observable<Traffic>

  constructor(runtime: Runtime, traffic: Subject<Traffic>) {
    this.#runtime = runtime
    this.#traffic = traffic
    this.#help = { commands: runtime.commands, invitation: (record) => this.#outgoing(record) }
    const { session, directory, gaps, heard, faults } = runtime
    const readList = (): readonly Conversation[] =>
      (this.#list ??= [...directory.conversations].map((record) => this.#conversation(record)))
    directory.listen(() => {
      if (!directory.isOver) this.#list = undefined
    })

    this.status$ = new Live(session, statusReader(session))
    this.conversations$ = new Live(directory, readList)
    this.events$ = heard.asObservable()
    this.faults$ = faults.asObservable()
    this.traffic$ = traffic.asObservable()
    this.invitations$ = directory.invitationAdded.pipe(map((record) => this.#incoming(record)))
    this.conversationAdded$ = directory.conversationAdded.pipe(map((record) => this.#conversation(record)))
    this.gaps$ = gaps.pipe(
      map((gap): Gap => {
        if (gap.cause === 'notResumed') return { ...gap, conversations: [], invitations: [] }
        if (gap.cause === 'overflow' || gap.cause === 'unread')
          return { ...gap, conversation: this.#conversation(gap.conversation) }
        return {
          cause: gap.cause,
          conversations: gap.conversations.map((record) => this.#conversation(record)),
          invitations: gap.invitations.map((record) =>
            record instanceof IncomingInvitationRecord ? this.#incoming(record) : this.#outgoing(record),
          ),
        }
      }),
    )
  }

  /**
   * Signs in. Resolves when the user is available, or lurking because she is a
   * guest, or wants to, or may do no more; the client then stays online by itself.
   * Rejects with DiscoveryFailed, SignInFailed, ConnectionLost (after
   * a sign-out meanwhile) or ClientClosed. A rejection that nobody reads is no
   * unhandled rejection: `status$` tells it too.
   */
  connect(): Promise<void> {
    const { session } = this.#runtime
    session.send({
      type: session.state === 'suspended' || session.state === 'replaced' ? 'session.resume' : 'session.signIn',
    })
    const connected = promised<void>(session, () => {
      if (session.isOver) return { reject: new ClientClosed() }
      const { snapshot } = session
      if (snapshot.matches({ created: 'available' })) return { resolve: undefined }
      if (snapshot.matches({ created: { lurking: 'hidden' } })) return { resolve: undefined }
      if (session.state === 'signedOut' || session.state === 'signingOut')
        return { reject: lostBy('signedOut', 'connect') }
      if (session.state !== 'failed' && session.state !== 'ended') return undefined
      const { failure } = snapshot.context
      if (failure === undefined) return { reject: lostBy('ended', 'connect') }
      return { reject: failure.name === 'NotDiscovered' ? new DiscoveryFailed(failure) : new SignInFailed(failure) }
    })()
    connected.catch(() => undefined)
    return connected
  }

  /** Lets go of the event channel and keeps the application, for as long as the server does: about 15 minutes. */
  suspend(): void {
    this.#runtime.session.send({ type: 'session.suspend' })
  }

  /** Takes the event channel up again, with the very next event. */
  resume(): void {
    this.#runtime.session.send({ type: 'session.resume' })
  }

  /**
   * From where another client can go on, as `resumeFrom` of its options: behind the
   * last event that was handed out, with the same application. Changes with every page
   * of events, so that whoever stores it, say as JSON, has the newest one when the
   * process ends; undefined while there is no application. It is good for as long as
   * the server keeps an application that does not poll, about 15 minutes, and while no
   * other client has moved on; an incoming message that nobody fetches fails after 30
   * seconds all the same. Holds no token. Hot; replays the current value, and after
   * `close()` the last one; completes when the client is closed; never errors.
   */
  get resumePoint$(): Live<ResumePoint | undefined> {
    const { whereabouts } = this.#runtime
    return (this.#resumePoint ??= new Live(whereabouts, () => whereabouts.point))
  }

  /**
   * Signs out: the application and everything in it is deleted; one that is being
   * created, or looked for by a resume point, once the server has said where it is. Resolves when that has an answer, or
   * none in time. `connect()` may follow.
   */
  signOut(): Promise<void> {
    const { session } = this.#runtime
    session.send({ type: 'session.signOut' })
    return promised<void>(session, () =>
      session.isOver || session.state === 'signedOut' ? { resolve: undefined } : undefined,
    )()
  }

  /**
   * Ends everything at once: sends nothing, aborts what is under way. Promises
   * reject with ClientClosed, streams complete. There is no way back.
   */
  close(): void {
    this.#runtime.close()
    this.#traffic.complete()
  }

  /**
   * Invites somebody to a new conversation. Runs once, when it is called. An
   * input that breaks a rule, or a missing link, is an invitation that ends as
   * `notStarted`; nothing is sent then.
   */
  startMessaging(options: StartMessagingOptions): OutgoingInvitation {
    const { commands } = this.#runtime
    const broken = unlessObject(options, 'options')
    if (broken.length > 0) return this.#outgoing(commands.notStarted('startMessaging', broken))
    const { to, subject, importance, threadId, message, customContent } = options
    return this.#outgoing(
      commands.startMessaging({ to, subject, importance, threadId, message: firstMessageOf(message), customContent }),
    )
  }

  /**
   * Takes up a past conversation: invites whoever was in it to a new one with
   * its subject and threadId. Where it was a meeting, joins that again, and
   * messaging there once the user is in: while she waits in the lobby, the
   * invitation goes on. Runs once, when it is called. Where the log offers it no
   * more, the invitation ends as `notStarted` and nothing is sent. A
   * conversation with that threadId that is open is refused with 409.
   */
  continueMessaging(log: ConversationLog, options: ContinueMessagingOptions = {}): OutgoingInvitation {
    const { commands } = this.#runtime
    const record = ConversationLog.recordOf(log)
    const broken = record === undefined ? unlessObject(record, 'log') : unlessObject(options, 'options')
    if (record === undefined || broken.length > 0) {
      return this.#outgoing(commands.notStarted('continueMessaging', broken))
    }
    return this.#outgoing(commands.continueMessaging(record, firstMessageOf(options.message)))
  }

  /**
   * Begins a meeting and joins it. A meeting has no modality by itself: go on with
   * `conversation.addMessaging()`. Runs once, when it is called; ends as `notStarted`
   * as `startMessaging` does.
   */
  startOnlineMeeting(options: StartOnlineMeetingOptions = {}): OutgoingInvitation {
    const { commands } = this.#runtime
    const broken = unlessObject(options, 'options')
    if (broken.length > 0) return this.#outgoing(commands.notStarted('startOnlineMeeting', broken))
    const { subject, importance, threadId } = options
    return this.#outgoing(commands.startOnlineMeeting({ subject, importance, threadId }))
  }

  /**
   * Joins a meeting. While the user waits in its lobby the invitation stays
   * `Connecting` and its conversation is `InLobby`; `connected` resolves when she is
   * in, and rejects with InvitationFailed, subcode `Denied`, when she is refused.
   * Then as after `startOnlineMeeting`. No such meeting is 404 `DestinationNotFound`.
   * Runs once, when it is called.
   */
  joinOnlineMeeting(options: JoinOnlineMeetingOptions = {}): OutgoingInvitation {
    const { commands } = this.#runtime
    const broken = unlessObject(options, 'options')
    if (broken.length > 0) return this.#outgoing(commands.notStarted('joinOnlineMeeting', broken))
    const { onlineMeetingUri, anonymousDisplayName, subject, importance, threadId } = options
    return this.#outgoing(
      commands.joinOnlineMeeting({ onlineMeetingUri, anonymousDisplayName, subject, importance, threadId }),
    )
  }

  /** What the user's application can take part in. */
  get communication(): Communication {
    return (this.#communication ??= new Communication(this.#runtime))
  }

  /** What the user has talked about before, and what she has missed. */
  get history(): History {
    return (this.#history ??= new History(this.#runtime))
  }

  /** The signed-in user: how she appears, and what she says of herself. */
  get me(): Me {
    return (this.#me ??= new Me(this.#runtime))
  }

  /** Her contacts, the address book, and how others appear. */
  get people(): People {
    return (this.#people ??= new People(this.#runtime))
  }

  /** For JSON, where subscribers make a circle: the name of the status. */
  toJSON(): { readonly status: ClientStatus['state'] } {
    return { status: this.status$.getSnapshot().state }
  }

  /** Hears of every chart, the living ones first, by XState's inspection events. Costs nothing while nobody does. */
  inspect(observer: Observer<InspectionEvent>): Subscription {
    return this.#runtime.inspect(observer)
  }

  /**
   * Observables for whoever only watches, such as the visualizer, by name. Each is hot and takes nothing
   * from others; `messages$` tells of messages without what they say. Costs nothing until it is read.
   */
  get streams(): Readonly<Record<string, Observable<unknown>>> {
    return streamsOf(this)
  }

  #conversation(record: ConversationRecord): Conversation {
    const known = this.#conversations.get(record)
    if (known !== undefined) return known
    const conversation = new Conversation(record, this.#help)
    this.#conversations.set(record, conversation)
    return conversation
  }

  #incoming(record: IncomingInvitationRecord): IncomingInvitation {
    const known = this.#incomingInvitations.get(record)
    if (known !== undefined) return known
    const invitation = new IncomingInvitation(
      record,
      (conversation) => this.#conversation(conversation),
      this.#runtime.commands.personReader(),
    )
    this.#incomingInvitations.set(record, invitation)
    return invitation
  }

  #outgoing(record: OutgoingInvitationRecord): OutgoingInvitation {
    const known = this.#outgoingInvitations.get(record)
    if (known !== undefined) return known
    const invitation: OutgoingInvitation = new Outgoing(record, (conversation) => this.#conversation(conversation))
    this.#outgoingInvitations.set(record, invitation)
    return invitation
  }
}
