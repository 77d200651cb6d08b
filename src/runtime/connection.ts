import { either as E, taskEither as TE } from 'fp-ts'
import type { Failure } from '../protocol/failure.ts'
import type { Format } from '../protocol/format.ts'
import { operations } from '../protocol/operation.ts'
import type { Clock } from '../seam/clock.ts'
import type { Random } from '../seam/random.ts'
import { attemptOf } from '../transport/attempt.ts'
import type { Credentials, IssuedToken } from '../transport/credentials.ts'
import { createExchange, type Exchange } from '../transport/exchange.ts'
import type { Http } from '../transport/http.ts'
import { createPace } from '../transport/pace.ts'
import { withBatching } from '../transport/withBatching.ts'
import { createEtags } from '../transport/withEtags.ts'
import { withHome } from '../transport/withHome.ts'
import { withJoining } from '../transport/withJoining.ts'

export interface ConnectionOptions {
  readonly http: Http
  readonly format: Format
  readonly credentials: Credentials
  readonly clock: Clock
  /** Domain of the sign-in address. */
  readonly signInDomain: string | undefined
  readonly random: Random
  /** Absolute URL of the application's `batch` link, while there is one. */
  readonly batch: () => string | undefined
}

/** What an answer says about the whole application, whatever was asked. */
export type ApplicationNews =
  { readonly type: 'application.notFound' } | { readonly type: 'application.ended'; readonly cause: Failure }

/** The ways to the server. They keep tokens for as long as a sign-in lasts. */
export interface Connection {
  /** With a token, for signing in alone, which checks where it is led. */
  readonly signingIn: Exchange
  /** The application is at this URL: from now on nobody is asked but its host, apart from signing in. */
  readonly settleAt: (url: string) => void
  /** With a token. */
  readonly exchange: Exchange
  /**
   * The same for all but the event channel: GETs that wait together share a batch, what is still held is not sent again, and
   * those who want the links of `me` at the same time share a reading.
   */
  readonly sharing: Exchange
  /** The same for what the client asks by itself: its POSTs keep the pace of the GETs. */
  readonly own: Exchange
  /** Without one: for hosts that are not known yet. */
  readonly anonymous: Exchange
  /** The application is gone, and with it what was held of it. */
  readonly forget: () => void
  /** Forgets tokens, their renewal, and refusals: whoever signs in next does so anew. */
  readonly renew: () => void
  /** Nothing is renewed any more. */
  readonly close: () => void
  /** Aborts as it is closed. */
  readonly closed: AbortSignal
}

const endings: ReadonlySet<string | undefined> = new Set([
  'InactiveApplicationExpired',
  'TooManyApplications',
  'UserAgentNotAllowed',
])

/** A presenceSubscription that has ended is refused in the words for an application that is gone. */
const mayEndAlone: ReadonlySet<string> = new Set([operations.presenceSubscription.rel])

/** Any request can be the one that tells that the application is gone, or that it is somebody else's. */
const newsIn = (failure: Failure, isSomebodyElse: boolean): ApplicationNews | undefined => {
  if (failure.name !== 'Refused') return undefined
  if (failure.status === 403 && isSomebodyElse) return { type: 'application.notFound' }
  if (failure.status === 404 && mayEndAlone.has(failure.operation)) return undefined
  if (failure.status === 404 && failure.subcode === 'ApplicationNotFound') return { type: 'application.notFound' }
  if (failure.status === 410 && endings.has(failure.subcode)) return { type: 'application.ended', cause: failure }
  return undefined
}

export const createConnection = (options: ConnectionOptions, tell: (news: ApplicationNews) => void): Connection => {
  const { http, format, clock } = options
  let home = ''
  const anonymous = createExchange({ http, format, clock })
  let life = new AbortController()
  const closing = new AbortController()
  /** The token is of another than who has the application. */
  let isSomebodyElse = false
  const credentials: Credentials = {
    ...options.credentials,
    obtain: (demand, signal) =>
      TE.map((token: IssuedToken) => {
        isSomebodyElse ||= token.isAnother ?? false
        return token
      })(options.credentials.obtain(demand, signal)),
  }
  const signedOut = () => createExchange({ ...options, credentials, life: life.signal })
  let authorized = signedOut()
  const etags = createEtags()
  const pace = createPace(clock)
  /** What is asked for by somebody who is told something as she closes the client comes too late. */
  const anywhere: Exchange = (request, signal) =>
    closing.signal.aborted ? TE.left({ name: 'Aborted', ...attemptOf(request) }) : authorized(request, signal)
  const plain = withHome(anywhere, () => home)
  const telling =
    (exchange: Exchange): Exchange =>
    (request, signal) =>
    async () => {
      const answer = await exchange(request, signal)()
      if (E.isRight(answer) && request.operation === operations.applications.rel) isSomebodyElse = false
      const news = E.isLeft(answer) ? newsIn(answer.left, isSomebodyElse) : undefined
      if (news !== undefined && !signal.aborted) tell(news)
      return answer
    }
  const sharing = withJoining(telling(etags.exchange(withBatching(plain, { ...options, pace }))), 'me')
  const pacedSharing = pace.paced(sharing)
  return {
    anonymous,
    signingIn: telling(anywhere),
    settleAt: (url) => {
      home = new URL(url).origin
    },
    exchange: telling(plain),
    sharing,
    own: (request, signal) => (request.method === 'POST' ? pacedSharing : sharing)(request, signal),
    forget: etags.forget,
    renew: () => {
      life.abort()
      life = new AbortController()
      authorized = signedOut()
    },
    close: () => {
      life.abort()
      closing.abort()
      pace.end()
    },
    closed: closing.signal,
  }
}
