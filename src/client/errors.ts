import { describeFailure, type Failure, type NotDiscovered, type SignInFailure } from '../protocol/failure.ts'
import type { Reason } from '../protocol/reason.ts'
import type { Loss } from '../runtime/loss.ts'
import type { Person } from '../runtime/message.ts'

/** What every error of this library is: `name` is a literal, `failure` says what was attempted and how it went. */
abstract class UcwaError extends Error {
  abstract override readonly name: string
}

const statusOf = (failure: SignInFailure | undefined): number | undefined =>
  failure?.name === 'Refused' ? failure.status : undefined

/** The server was found but did not let the user in, or what it said could not be used. */
export class SignInFailed extends UcwaError {
  override readonly name = 'SignInFailed'
  /** The whole story. */
  readonly failure: SignInFailure
  /** The token service's own word, such as `invalid_grant`, where that is what refused. */
  readonly error: string | undefined
  /** Of HTTP, where the server refused. */
  readonly status: number | undefined

  constructor(failure: SignInFailure) {
    super(`Sign-in failed: ${describeFailure(failure)}`)
    this.failure = failure
    this.error = failure.name === 'TokenRefused' ? failure.error : undefined
    this.status = statusOf(failure)
  }
}

/** No host told where to sign in. `tried` lists each with how it failed. */
export class DiscoveryFailed extends UcwaError {
  override readonly name = 'DiscoveryFailed'
  readonly tried: NotDiscovered['tried']

  constructor(failure: NotDiscovered) {
    super(`Discovery failed: ${describeFailure(failure)}`)
    this.tried = failure.tried
  }
}

/** An invitation ended without a conversation. */
export class InvitationFailed extends UcwaError {
  override readonly name = 'InvitationFailed'
  /** What was attempted, by its link: `startMessaging`, `addParticipant`, …; `accept`, `decline` or `cancel` where it was that. */
  readonly operation: string
  /** How: `Declined`, `Cancelled`, `Failed`, `Forwarded`, or `notStarted` where the request itself was refused. */
  readonly state: string
  /** The server's, untouched, with the subcode: of the end of the invitation, or of the refusal. */
  readonly code: string | undefined
  readonly subcode: string | undefined
  /** Why the request was refused, where it was. */
  readonly failure: Failure | undefined

  constructor(operation: string, state: string, reason: Reason | undefined, failure: Failure | undefined) {
    const refusal = failure?.name === 'Refused' ? failure : undefined
    const code = reason?.code ?? refusal?.code
    const subcode = reason?.subcode ?? refusal?.subcode
    const why = failure === undefined ? [code, subcode].filter(Boolean).join(' ') : describeFailure(failure)
    super(`The invitation ended as ${state}${why === '' ? '' : `: ${why}`}`)
    this.operation = operation
    this.state = state
    this.code = code ?? undefined
    this.subcode = subcode ?? undefined
    this.failure = failure
  }
}

/** A command was refused: not offered now, against a rule, or by the server. `failure.name` tells which. */
export class CommandFailed extends UcwaError {
  override readonly name = 'CommandFailed'
  /** The member that was called, such as `setNote`. */
  readonly command: string
  readonly failure: Failure
  /** Of HTTP, where the server refused. */
  readonly status: number | undefined

  constructor(command: string, failure: Failure) {
    super(`${command} failed: ${describeFailure(failure)}`)
    this.command = command
    this.failure = failure
    this.status = statusOf(failure)
  }
}

/** A message was not delivered, and never will be. */
export class DeliveryFailed extends UcwaError {
  override readonly name = 'DeliveryFailed'
  /** What was attempted. */
  readonly operation = 'sendMessage'
  /** The server's, untouched, with the subcode. */
  readonly code: string | undefined
  readonly subcode: string | undefined
  /** Why the request was refused, where it was. */
  readonly failure: Failure | undefined
  /** Who did not get it, in a conversation of several: it reached the others. Empty where nobody got it. */
  readonly failedDeliveryParticipant: readonly Person[]

  constructor(reason: Reason | undefined, failure: Failure | undefined, failedFor: readonly Person[]) {
    const why =
      failure === undefined ? [reason?.code, reason?.subcode].filter(Boolean).join(' ') : describeFailure(failure)
    super(`The message was not delivered: ${why === '' ? 'messaging had ended' : why}`)
    this.code = reason?.code ?? (failure?.name === 'Refused' ? failure.code : undefined)
    this.subcode = reason?.subcode ?? (failure?.name === 'Refused' ? failure.subcode : undefined)
    this.failure = failure
    this.failedDeliveryParticipant = failedFor
  }
}

/** The answer to a message was lost, and the event channel did not tell either. It may have been delivered; `retry()` sends it again. */
export class DeliveryUnknown extends UcwaError {
  override readonly name = 'DeliveryUnknown'
  /** What was attempted. */
  readonly operation = 'sendMessage'
  /** How the request ended, where it did. */
  readonly failure: Failure | undefined

  constructor(failure: Failure | undefined) {
    super(`Whether the message was delivered is not known${failure ? `: ${describeFailure(failure)}` : ''}`)
    this.failure = failure
  }
}

/** What this was about went out of sight: the server dropped it, or the application ended. */
export class ConnectionLost extends UcwaError {
  override readonly name = 'ConnectionLost'
  /** What was attempted: its link, or the member that was called where there is none; undefined where that went out of sight too. */
  readonly operation: string | undefined
  /** What happened, where it is known. */
  readonly loss: Loss | undefined
  /** How its request ended, where one had been sent. */
  readonly failure: Failure | undefined

  constructor(operation: string | undefined, cause: Loss | undefined, failure: Failure | undefined) {
    const why = cause ?? (failure && describeFailure(failure))
    super(`${operation ?? 'A command'} was lost with the connection${why === undefined ? '' : `: ${why}`}`)
    this.operation = operation
    this.loss = cause
    this.failure = failure
  }
}

/** The client was closed. */
export class ClientClosed extends UcwaError {
  override readonly name = 'ClientClosed'

  constructor() {
    super('The client was closed')
  }
}
