import type { Fault } from './decode.ts'

/** What was attempted, for every failure that has to do with a request. */
export interface Attempt {
  /** The link that was followed, or the step of signing in: `startMessaging`, `discoverRoot`, … */
  readonly operation: string
  /** Of HTTP: `GET`, `POST`, … */
  readonly method: string
  /** Where the request went, without its query. */
  readonly href: string
}

/** The server, or something in front of it, answered with a status of 400 or more. */
export interface Refused extends Attempt {
  readonly name: 'Refused'
  readonly status: number
  /** Untouched from the body; absent when the answer did not come from UCWA. */
  readonly code: string | undefined
  readonly subcode: string | undefined
  readonly message: string | undefined
  readonly parameters: unknown
  /** Milliseconds that the server asks to wait. */
  readonly retryAfter: number | undefined
  /** The header that explains failures of the token service; never decide by it. */
  readonly diagnostics: string | undefined
}

/** No answer, or not a whole one: the connection could not be made, or broke. */
export interface Unreachable extends Attempt {
  readonly name: 'Unreachable'
  /** Code of the network error where there is one: `ECONNREFUSED`, `CERT_HAS_EXPIRED`, … */
  readonly code: string | undefined
  readonly cause: unknown
}

/** No answer in time. */
export interface TimedOut extends Attempt {
  readonly name: 'TimedOut'
  /** Milliseconds. */
  readonly after: number
}

/** A whole answer came that is not what the protocol says: malformed, of another media type, redirected or too large. */
export interface Unreadable extends Attempt {
  readonly name: 'Unreadable'
  readonly status: number
  readonly reason: string
  readonly faults: readonly Fault[]
}

/** The server's page for browsers did not answer: the host cannot be reached, or does not let pages of this origin frame it. */
export interface NotFramed extends Attempt {
  readonly name: 'NotFramed'
  /** Where that page should be. */
  readonly frame: string
  /** Of this page: the administrator of the server has to list it. */
  readonly origin: string
}

/** The request was given up by this side: its owner has gone. */
export interface Aborted extends Attempt {
  readonly name: 'Aborted'
}

/** The link is not there now, so the server would not allow it. Nothing was sent. */
export interface NotAvailable {
  readonly name: 'NotAvailable'
  /** The link: `sendMessage`, `accept`, … */
  readonly link: string
  readonly reason: string
}

/** An input breaks a rule of the protocol. Nothing was sent. */
export interface InvalidInput {
  readonly name: 'InvalidInput'
  readonly operation: string
  readonly faults: readonly { readonly field: string; readonly rule: string }[]
}

/** The token service refused, or there is no way to ask it. */
export interface TokenRefused {
  readonly name: 'TokenRefused'
  /** The service's own `error`, such as `invalid_grant`; or a word of ours. */
  readonly error: string
  readonly description: string
}

/** No host told where the user's `applications` are. */
export interface NotDiscovered {
  readonly name: 'NotDiscovered'
  /** Every try, in order, with how it failed. */
  readonly tried: readonly { readonly href: string; readonly failure: Failure | ForeignRedirect | NoLink }[]
}

/** A redirect was not followed: it leads out of the domain, down from HTTPS, or never ends. */
export interface ForeignRedirect {
  readonly name: 'ForeignRedirect'
  readonly from: string
  readonly to: string
  readonly reason: string
}

/** A resource came that lacks the link to go on with. */
export interface NoLink {
  readonly name: 'NoLink'
  readonly resource: string
  readonly link: string
}

/** How one request can fail. */
export type RequestFailure = Refused | Unreachable | TimedOut | Unreadable | NotFramed | Aborted

/** How a command can fail. Plain values; `name` tells them apart. */
export type Failure = RequestFailure | NotAvailable | InvalidInput | TokenRefused

/** How signing in can fail. */
export type SignInFailure = Failure | NotDiscovered | ForeignRedirect | NoLink

const withoutQuery = (href: string): string => href.replace(/[?#].*$/s, '')

const sentence = (failure: SignInFailure): string => {
  switch (failure.name) {
    case 'Refused':
      return `${failure.operation} was refused by ${withoutQuery(failure.href)}: ${[
        failure.status,
        failure.code,
        failure.subcode,
      ]
        .filter((part) => part !== undefined)
        .join(' ')}`
    case 'Unreachable':
      return `${failure.operation} got no answer from ${withoutQuery(failure.href)}: ${failure.code ?? 'connection failed'}`
    case 'TimedOut':
      return `${failure.operation} got no answer from ${withoutQuery(failure.href)} within ${failure.after} ms`
    case 'Unreadable':
      return `${failure.operation} got an unreadable answer (${failure.status}) from ${withoutQuery(failure.href)}: ${failure.reason}`
    case 'NotFramed':
      return `${failure.operation} could not be sent: ${withoutQuery(failure.frame)} did not answer; the host cannot be reached, or the origin ${failure.origin} is not on its allow list`
    case 'Aborted':
      return `${failure.operation} was given up`
    case 'NotAvailable':
      return `${failure.link} is not available: ${failure.reason}`
    case 'InvalidInput':
      return `${failure.operation} was not sent: ${failure.faults.map(({ field, rule }) => `${field} ${rule}`).join('; ')}`
    case 'TokenRefused':
      return `no token: ${failure.error}${failure.description === '' ? '' : ` (${failure.description})`}`
    case 'NotDiscovered':
      return `no host answered for the sign-in address: ${failure.tried
        .map((attempt) => `${withoutQuery(attempt.href)} (${sentence(attempt.failure)})`)
        .join('; ')}`
    case 'ForeignRedirect':
      return `a redirect from ${withoutQuery(failure.from)} to ${withoutQuery(failure.to)} was not followed: ${failure.reason}`
    case 'NoLink':
      return `${failure.resource} has no link ${failure.link}`
  }
}

/** What would begin another line of a log, or drive a terminal. */
const control = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu

/** A failure as one sentence on one line, without tokens, queries or message text. */
export const describeFailure = (failure: SignInFailure): string => sentence(failure).replace(control, ' ')

/** What a command comes to: an fp-ts Either, so that an expected failure is a value. */
export type Outcome<A, F = Failure> =
  { readonly _tag: 'Left'; readonly left: F } | { readonly _tag: 'Right'; readonly right: A }
