import { mostParts } from '../protocol/batch.ts'
import type { Scope } from '../protocol/scope.ts'
import type { Clock } from '../seam/clock.ts'
import type { Logger } from '../seam/logger.ts'
import type { Random } from '../seam/random.ts'

/** Somebody who may sign in. */
export interface UserAccount {
  /** SIP URI such as `sip:tosh@contoso.com`. */
  readonly uri: string
  readonly name: string
  readonly password: string
  /** A bearer token that is good from the start, for clients that bring their own. */
  readonly token?: string
  /** Whoever asks by the Windows grant is this user: stands for authentication by the transport, which is not checked. */
  readonly integrated?: boolean
  /** May sign in by the passive grant, once she has signed in at the page with her password, or the control handle has done it for her. */
  readonly passive?: boolean
  /**
   * Scopes that come with each of her tokens, as in an online deployment: what
   * needs another one is refused with 403. Absent: her tokens may do all.
   */
  readonly scopes?: readonly Scope[]
}

/** A scheduled meeting that strangers may join with a token of their own. */
export interface AnonymousMeeting {
  /** Such as `sip:tosh@contoso.com;gruu;opaque=app:conf:focus:id:4Q1B2C`. */
  readonly conferenceUri: string
  readonly conferenceKey: string
  readonly subject?: string
  /** SIP URIs of those who lead besides the organizer. */
  readonly leaders?: readonly string[]
  /** Others than leaders wait until a leader admits them. Default false. */
  readonly lobby?: boolean
}

/** How long the server waits, in milliseconds. */
export interface Times {
  /** Life of a token. Default eight hours. */
  readonly token: number
  /** Life of a token for an anonymous user. Default one hour. */
  readonly anonymousToken: number
  /** An application whose event channel nobody asks is ended. Default 15 minutes. */
  readonly application: number
  /** An application that reports no activity and has no conversation is ended. Default 30 minutes. */
  readonly inactivity: number
  /** Who reports no activity is idle, and after as long again away. Default five minutes. */
  readonly idle: number
  /** An invitation nobody answers fails. Default 30 seconds. */
  readonly invitation: number
  /** Who waits in a lobby and is not admitted is refused. Default 15 minutes. */
  readonly lobby: number
  /** An incoming message nobody fetches fails. Default 30 seconds. */
  readonly message: number
  /** Who has not said that she is still typing has stopped. Default six seconds. */
  readonly typing: number
  /** A conversation in which nothing happens is ended. Default ten minutes. */
  readonly idleConversation: number
}

/** How much the server takes on. What is beyond is refused with 413 or, with `Retry-After`, 429. */
export interface Limits {
  /** Characters of a body. Default 262,144. */
  readonly body: number
  /** Applications of one user that run at the same time, each of their instances counted. Default 100. */
  readonly applications: number
  /** P-GETs of one user that wait at the same time. Default 64. */
  readonly parkedPolls: number
  /** Requests of one user inside batches that are under way at the same time. Default 100. */
  readonly batchedRequests: number
}

/** Settings of an embedded server. Everything has a default. */
export interface ServerOptions {
  /** Default: `tosh@contoso.com` and `lene@contoso.com`, both with the password `pass@word1`. */
  readonly users?: readonly UserAccount[]
  /** Default: none. */
  readonly meetings?: readonly AnonymousMeeting[]
  /**
   * Origins such as `https://web.contoso.com` whose pages may use the server,
   * through the XFrame page or directly (CORS); others are refused with 403.
   * Default: none but the server's own.
   */
  readonly allowedOrigins?: readonly string[]
  readonly clock?: Clock
  readonly random?: Random
  readonly logger?: Logger
  /** Message events carry the client's `operationId`. Default false: captured servers leave it out. */
  readonly messageOperationIds?: boolean
  /** Links that take a POST carry a query of the server's, and the server insists on it. Default false. */
  readonly hrefQueries?: boolean
  /**
   * The newest revision of `applications`. Default 2. A server with 1 knows nothing of several instances of an
   * application: asked for 2, it refuses with 404 `APIVersionNotSupported`, as an old one does.
   */
  readonly applicationsRevision?: 1 | 2
  /** Relations such as `messaging` whose events come without the resource, so that clients have to GET it. Default: none. */
  readonly bodilessEvents?: readonly string[]
  readonly times?: Partial<Times>
  readonly limits?: Partial<Limits>
}

const second = 1000
const minute = 60 * second

export const defaultTimes: Times = {
  token: 8 * 60 * minute,
  anonymousToken: 60 * minute,
  application: 15 * minute,
  inactivity: 30 * minute,
  idle: 5 * minute,
  invitation: 30 * second,
  lobby: 15 * minute,
  message: 30 * second,
  typing: 6 * second,
  idleConversation: 10 * minute,
}

export const defaultLimits: Limits = { body: 262_144, applications: 100, parkedPolls: 64, batchedRequests: mostParts }

/** Who may sign in where nobody is named: Tosh and Lene of contoso.com. */
export const defaultUsers: readonly UserAccount[] = [
  { uri: 'sip:tosh@contoso.com', name: 'Tosh Meston', password: 'pass@word1' },
  { uri: 'sip:lene@contoso.com', name: 'Lene Aaling', password: 'pass@word1' },
]
