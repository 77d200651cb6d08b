import type { either as E } from 'fp-ts'
import { Subject } from 'rxjs'
import type { ChannelSignal } from '../../machines/eventChannelMachine.ts'
import type { CreatedApplication } from '../../machines/sessionEvent.ts'
import { trustNobody } from '../../src/discovery/trust.ts'
import type { InvalidInput } from '../../src/protocol/failure.ts'
import { json } from '../../src/protocol/format.ts'
import type { ResumePoint } from '../../src/protocol/resumePoint.ts'
import { Activity } from '../../src/runtime/activity.ts'
import { createConnection } from '../../src/runtime/connection.ts'
import { createHub, type Hub } from '../../src/runtime/hub.ts'
import { Rebirth } from '../../src/runtime/rebirth.ts'
import { Resumption } from '../../src/runtime/resumption.ts'
import { Session } from '../../src/runtime/session.ts'
import type { SignIn } from '../../src/runtime/sessionChart.ts'
import { createJudge } from '../../src/runtime/setback.ts'
import { password } from '../../src/transport/password.ts'
import { fakeHttp, reply, resource, type FakeHttp, type Script } from '../support/fakeHttp.ts'
import { virtualClock, type VirtualClock } from '../support/virtualClock.ts'

export const origin = 'https://pool.contoso.com'

/** What brings somebody online, by `METHOD /path`; whoever asks for more is told that it is not in the script. */
const wayIn: Script = {
  'GET /': resource({ _links: { user: { href: `${origin}/user` } } }),
  'GET /user': resource({ _links: { applications: { href: '/applications' } } }),
  'POST /available': reply(204),
  'DELETE /app': reply(204),
}

const links = { self: { href: '/app' }, events: { href: '/events' } }

/** An application where the user can be made available, unless something else is in it. */
export const application = (me: object = { makeMeAvailable: { href: '/available' } }): object => ({
  _links: links,
  _embedded: { me: { _links: { self: { href: '/me' }, ...me } } },
})

export interface SigningIn {
  readonly session: Session
  readonly hub: Hub
  readonly clock: VirtualClock
  readonly http: FakeHttp
  /** What the session told of its application, and how it ended. */
  readonly told: readonly string[]
  readonly faults: readonly unknown[]
  /** The event channels that were listened to, and the last one's signals. */
  readonly channels: readonly string[]
  /** Each time that an application was made `anew`, and that its channel was begun to be listened to. */
  readonly begun: readonly string[]
  readonly signal: (signal: ChannelSignal) => void
  readonly activity: Activity
  readonly seen: () => readonly string[]
  readonly created: () => CreatedApplication | undefined
}

interface Options {
  readonly signIn?: Partial<SignIn>
  readonly caughtUp?: Promise<void>
  readonly from?: E.Either<InvalidInput, ResumePoint>
}

/** A session with a host that answers from a script, and with no event channel but the signals it is given. */
export const signingIn = (script: Script = {}, { signIn, caughtUp, from }: Options = {}): SigningIn => {
  const clock = virtualClock()
  const random = () => 0.5
  const all = { ...wayIn, 'POST /applications': resource(application(), 201), ...script }
  const http = fakeHttp(
    Object.fromEntries(Object.entries(all).map(([key, answer]) => [key.replace(/ (?=\/)/, ` ${origin}`), answer])),
    clock,
  )
  const format = json()
  const connection = createConnection(
    {
      http,
      format,
      clock,
      random,
      credentials: password('tosh@contoso.com', 's3cret'),
      signInDomain: 'contoso.com',
      batch: () => undefined,
    },
    (news) => session.send(news),
  )
  const hub = createHub(clock)
  const told: string[] = []
  const faults: unknown[] = []
  const channels: string[] = []
  const begun: string[] = []
  let channel = new Subject<ChannelSignal>()
  const activity = new Activity(false)
  const judge = createJudge({ clock, random })
  const resumption = new Resumption({
    judge,
    signingIn: connection.signingIn,
    from,
    found: () => undefined,
    refused: () => undefined,
  })
  if (caughtUp !== undefined) resumption.caughtUp = caughtUp
  const session: Session = new Session({
    hub,
    connection,
    judge,
    activity,
    resumption,
    wire: { exchange: connection.own, format },
    rebirth: new Rebirth(clock, random),
    signIn: {
      signInAddress: 'tosh@contoso.com',
      domain: 'contoso.com',
      rootUrl: `${origin}/`,
      from: 'anywhere',
      trust: trustNobody,
      application: { userAgent: 'test', endpointId: 'endpoint', culture: 'en-US' },
      availability: { supportedModalities: ['Messaging'] },
      ...signIn,
    },
    signals: (events) => {
      channels.push(events)
      begun.push('listening')
      channel = new Subject()
      return channel
    },
    madeAnew: () => void begun.push('anew'),
    created: ({ url }) => void told.push(`created ${url}`),
    lost: (cause) => void told.push(`lost ${cause}`),
    faulted: (fault) => void faults.push(fault),
  })
  return {
    session,
    hub,
    clock,
    http,
    told,
    faults,
    channels,
    begun,
    activity,
    signal: (signal) => channel.next(signal),
    seen: () => http.seen().map((line) => line.replace(origin, '')),
    created: () => session.snapshot.context.created,
  }
}
