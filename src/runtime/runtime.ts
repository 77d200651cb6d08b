import type { either as E } from 'fp-ts'
import { Subject } from 'rxjs'
import type { InspectionEvent, Observer, Subscription } from 'xstate'
import type { CreatedApplication } from '../../machines/sessionEvent.ts'
import type { Aggregation } from '../channel/aggregation.ts'
import type { SenderBlock, UndecodableEvent } from '../protocol/event/eventPage.ts'
import type { ResourceEvent } from '../protocol/event/resourceEvent.ts'
import type { InvalidInput, SignInFailure } from '../protocol/failure.ts'
import type { Format } from '../protocol/format.ts'
import type { CreateApplication } from '../protocol/request/applications.ts'
import type { Clock } from '../seam/clock.ts'
import type { Random } from '../seam/random.ts'
import type { Wakes } from '../seam/wakes.ts'
import type { Wire } from '../service/command.ts'
import type { Credentials } from '../transport/credentials.ts'
import type { Exchange } from '../transport/exchange.ts'
import type { Http } from '../transport/http.ts'
import { lastingly, patiently } from '../transport/retryPolicy.ts'
import { withOwnSignal } from '../transport/withOwnSignal.ts'
import { withRetry } from '../transport/withRetry.ts'
import { Activity } from './activity.ts'
import { createCharts, type Request } from './charts.ts'
import { createCommands, type Commands } from './commands.ts'
import { createConnection } from './connection.ts'
import type { ConversationRecord } from './conversation.ts'
import { createConversationEvents } from './conversationEvents.ts'
import { Directory, type Ended } from './directory.ts'
import { createEventLoop } from './eventLoop.ts'
import { Fetcher } from './fetcher.ts'
import { createFollowing } from './following.ts'
import { createHistory, type History } from './history.ts'
import { createHub } from './hub.ts'
import { createInvitationEvents } from './invitationEvents.ts'
import type { AnnouncedLoss } from './loss.ts'
import { createMessageEvents } from './messageEvents.ts'
import { Me } from './me.ts'
import { MissedItemsRecord } from './missedItems.ts'
import { createPages } from './pages.ts'
import { createParticipantEvents } from './participantEvents.ts'
import { createPeople, type People } from './people.ts'
import { Place } from './place.ts'
import { Presences } from './presences.ts'
import { Rebirth } from './rebirth.ts'
import { createRosterCatchUp } from './rosterCatchUp.ts'
import type { ResumePoint } from '../protocol/resumePoint.ts'
import { Resumption } from './resumption.ts'
import { createRouter } from './router.ts'
import { Session } from './session.ts'
import type { SignIn } from './sessionChart.ts'
import { createJudge } from './setback.ts'
import { Silence } from './silence.ts'
import { createUnanswered } from './unanswered.ts'
import { Waking } from './waking.ts'
import { Whereabouts } from './whereabouts.ts'

export interface RuntimeOptions {
  readonly http: Http
  readonly credentials: Credentials
  readonly format: Format
  readonly clock: Clock
  readonly wakes: Wakes
  readonly random: Random
  readonly signIn: SignIn
  readonly aggregation: Aggregation
  /** Whether the user is taken to be active as long as she is available. */
  readonly activity: 'assumed' | 'heard'
  /** Where another client has stopped. */
  readonly resumeFrom: E.Either<InvalidInput, ResumePoint> | undefined
}

/** One decoded event, and the sender that it came from. */
export interface HeardEvent {
  readonly sender: { readonly rel: string; readonly href: string | undefined }
  readonly event: ResourceEvent
}

/** Something that was lost out of sight. */
export type RuntimeGap =
  | ({ readonly cause: AnnouncedLoss } & Ended)
  | { readonly cause: 'notResumed'; readonly failure: SignInFailure }
  | { readonly cause: 'overflow'; readonly conversation: ConversationRecord; readonly messages: number }
  | { readonly cause: 'unread'; readonly conversation: ConversationRecord; readonly messages: number }

/** An event that cannot be read, or a defect of ours. */
export type Fault = UndecodableEvent | { readonly name: 'Defect'; readonly error: unknown }

/** Where the charts meet the world. One for each client. */
export interface Runtime {
  readonly session: Session
  readonly directory: Directory
  readonly commands: Commands
  readonly history: History
  readonly missedItems: MissedItemsRecord
  readonly me: Me
  readonly activity: Activity
  readonly whereabouts: Whereabouts
  readonly people: People
  readonly presences: Presences
  readonly heard: Subject<HeardEvent>
  readonly gaps: Subject<RuntimeGap>
  readonly faults: Subject<Fault>
  readonly inspect: (observer: Observer<InspectionEvent>) => Subscription
  readonly close: () => void
}

/**
 * An application that lives already, because another instance is in it or this program was in it before. Somebody
 * lurking may have conversations too, and to an instance that is new to its application the server says 201 as well.
 */
const mayLiveAlready = ({ application, isNew }: CreatedApplication, { instanceId }: CreateApplication): boolean =>
  !isNew || typeof instanceId === 'string' || application._embedded?.me?._links?.reportMyActivity !== undefined

export const createRuntime = ({
  http,
  credentials,
  format,
  clock,
  wakes,
  random,
  signIn,
  aggregation,
  activity: howActivityIsKnown,
  resumeFrom,
}: RuntimeOptions): Runtime => {
  const heard = new Subject<HeardEvent>()
  const gaps = new Subject<RuntimeGap>()
  const faults = new Subject<Fault>()
  const faulted = (error: unknown): void => faults.next({ name: 'Defect', error })
  let life = new AbortController()

  const batch = (): string | undefined => place.of(session.application?.application._links.batch)
  const connection = createConnection(
    { http, format, credentials, clock, random, batch, signInDomain: signIn.domain },
    (news) => session.send(news),
  )
  const { sharing, own } = connection
  const activity = new Activity(howActivityIsKnown === 'assumed')
  /** What lasts as long as the application shares one signal. */
  const by = (exchange: Exchange): Wire => ({ exchange: withOwnSignal(exchange), format })
  const wire = by(own)
  /** For what the user asks for. */
  const acting = by(activity.noted(sharing))
  const brief = by(withRetry(sharing, { clock, random }))
  const lasting = by(withRetry(sharing, { clock, random, policy: lastingly }))
  const patient = by(withRetry(sharing, { clock, random, policy: patiently }))

  const hub = createHub(clock)
  const place = new Place()
  const silence = new Silence(clock)
  const requests = new Map<string, Request>()
  const charts = createCharts({
    hub,
    place,
    wire: acting,
    silence,
    requests,
    unanswered: {
      leave: (...asked) => unanswered.leave(...asked),
      stopMessaging: (...asked) => unanswered.stopMessaging(...asked),
      cancel: (...asked) => unanswered.cancel(...asked),
    },
  })
  const fetcher = new Fetcher(lasting, faulted)
  const messages = createMessageEvents({
    place,
    fetcher,
    clock,
    hasSiblings: typeof signIn.application.instanceId === 'string',
  })
  const directory = new Directory({
    charts,
    faulted,
    outgoing: messages.outgoing,
    following: createFollowing({ place, fetcher }),
    missedMessages: (conversation, cause, messages) => gaps.next({ cause, conversation, messages }),
  })
  const unanswered = createUnanswered({ place, directory, fetcher })
  const { signInAddress, application: identity } = signIn
  const { endpointId, instanceId } = identity
  const whereabouts = new Whereabouts(
    { signInAddress, endpointId, ...(typeof instanceId === 'string' ? { instanceId } : {}) },
    directory,
  )
  const conversations = createConversationEvents({ place, directory, fetcher })
  const participant = createParticipantEvents({ place, fetcher })
  const invitations = createInvitationEvents({ place, directory, fetcher })
  const communicationLinks = () => session.application?.application._embedded?.communication?._links
  const missedItems = new MissedItemsRecord({ place, fetcher, href: () => place.of(communicationLinks()?.missedItems) })
  const tell = (event: ResourceEvent, { rel, href }: SenderBlock): void => {
    if (heard.observed) heard.next({ sender: { rel, href }, event })
  }
  const pages = createPages({
    place,
    directory,
    invitations,
    rosterCatchUp: createRosterCatchUp({ place, participant }),
    silence,
    wire: patient,
    route: createRouter({
      place,
      directory,
      conversations,
      participant,
      messages,
      invitations,
      missedItems: (event) => missedItems.follow(event),
      me: (event) => me.event(event),
      people: (event) => presences.event(event),
      heard: tell,
      faulted,
    }),
    conversationsHref: () => place.of(communicationLinks()?.conversations),
    announce: (cause, ended) => {
      gaps.next({ cause, ...ended })
      me.renew()
      presences.renew()
    },
    caughtUp: () => {
      session.caughtUp()
      missedItems.doubt()
    },
    faulted,
  })
  const loop = createEventLoop({
    exchange: connection.exchange,
    clock,
    random,
    aggregation,
    pages,
    silence,
    undecodable: (event) => faults.next(event),
    handedOut: (next) => whereabouts.moveOn(next),
  })
  const judge = createJudge({ clock, random })
  const resumption = new Resumption({
    signingIn: connection.signingIn,
    judge,
    from: resumeFrom,
    found: loop.goOn,
    refused: (failure) => gaps.next({ cause: 'notResumed', failure }),
  })
  const session = new Session({
    hub,
    connection,
    wire,
    signIn,
    judge,
    rebirth: new Rebirth(clock, random),
    activity,
    resumption,
    signals: loop.signals,
    madeAnew: loop.forget,
    created: (application) => {
      place.moveTo(application.url)
      missedItems.doubt()
      whereabouts.begin(application)
      const wasResumed = resumption.catchUp(({ next, invitations }) => {
        whereabouts.moveOn(next)
        return pages.resume(invitations)
      })
      if (!wasResumed && mayLiveAlready(application, identity)) void pages.resume([])
    },
    lost: (cause) => {
      connection.forget()
      // Where one is created, the server has said that the old one is gone; otherwise it may be there still.
      if (session.state === 'creating') loop.forget()
      else loop.letGo()
      whereabouts.forget()
      fetcher.close()
      pages.lost(cause)
      life.abort()
      life = new AbortController()
    },
    faulted,
  })
  new Waking({
    clock,
    wakes,
    session,
    woke: () => {
      session.send({ type: 'session.wake' })
      loop.wake()
    },
  })
  const currentLife = (): AbortSignal => life.signal
  const me = new Me({ wire: acting, brief, lasting, place, session, life: currentLife, faulted })
  const people = createPeople({ wire: brief, patient, place, session, life: currentLife })
  const presences = new Presences({
    wire,
    patient,
    clock,
    random,
    place,
    people,
    session,
    faulted,
  })
  const commands = createCommands({
    wire: acting,
    random,
    place,
    charts,
    directory,
    session,
    requests,
    life: currentLife,
    faulted,
  })

  return {
    session,
    directory,
    commands,
    history: createHistory({ wire: acting, reading: brief, place, session, life: currentLife }),
    missedItems,
    me,
    activity,
    whereabouts,
    people,
    presences,
    heard,
    gaps,
    faults,
    inspect: hub.inspect,
    close: () => {
      hub.seal()
      whereabouts.end()
      session.end()
      pages.lost('closed')
      directory.close()
      missedItems.end()
      hub.close()
      fetcher.close()
      connection.close()
      life.abort()
      requests.clear()
      for (const subject of [heard, gaps, faults]) subject.complete()
    },
  }
}
