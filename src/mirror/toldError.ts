import {
  ClientClosed,
  CommandFailed,
  ConnectionLost,
  DeliveryFailed,
  DeliveryUnknown,
  DiscoveryFailed,
  InvitationFailed,
  SignInFailed,
} from '../client/errors.ts'
import type { Failure, NotDiscovered, SignInFailure } from '../protocol/failure.ts'
import type { Loss } from '../runtime/loss.ts'
import type { Person } from '../runtime/message.ts'

type Why = { readonly code: string | undefined; readonly subcode: string | undefined }

/** An error as it goes through a port: what its constructor needs. */
export type ToldError =
  | ({
      readonly name: 'InvitationFailed'
      readonly operation: string
      readonly state: string
      readonly failure: Failure | undefined
    } & Why)
  | ({
      readonly name: 'DeliveryFailed'
      readonly failure: Failure | undefined
      readonly failedFor: readonly Person[]
    } & Why)
  | { readonly name: 'CommandFailed'; readonly command: string; readonly failure: Failure }
  | { readonly name: 'DeliveryUnknown'; readonly failure: Failure | undefined }
  | {
      readonly name: 'ConnectionLost'
      readonly operation: string | undefined
      readonly loss: Loss | undefined
      readonly failure: Failure | undefined
    }
  | { readonly name: 'SignInFailed'; readonly failure: SignInFailure }
  | { readonly name: 'DiscoveryFailed'; readonly tried: NotDiscovered['tried'] }
  | { readonly name: 'ClientClosed' }
  | { readonly name: 'Defect'; readonly message: string }

/** The host of what was asked has gone. */
export const hostGone: ToldError = {
  name: 'ConnectionLost',
  operation: undefined,
  loss: undefined,
  failure: { name: 'NotAvailable', link: 'host', reason: 'the worker or the tab in which the client ran has gone' },
}

export const toldError = (error: unknown): ToldError => {
  if (error instanceof InvitationFailed) {
    const { name, operation, state, code, subcode, failure } = error
    return { name, operation, state, code, subcode, failure }
  }
  if (error instanceof DeliveryFailed) {
    const { name, code, subcode, failure, failedDeliveryParticipant } = error
    return { name, code, subcode, failure, failedFor: failedDeliveryParticipant }
  }
  if (error instanceof CommandFailed) return { name: error.name, command: error.command, failure: error.failure }
  if (error instanceof DeliveryUnknown) return { name: error.name, failure: error.failure }
  if (error instanceof ConnectionLost) {
    const { name, operation, loss, failure } = error
    return { name, operation, loss, failure }
  }
  if (error instanceof SignInFailed) return { name: error.name, failure: error.failure }
  if (error instanceof DiscoveryFailed) return { name: error.name, tried: error.tried }
  if (error instanceof ClientClosed) return { name: error.name }
  return { name: 'Defect', message: String(error) }
}

/** The error itself, of the class that it has where the client runs. */
export const errorOf = (told: ToldError): Error => {
  switch (told.name) {
    case 'InvitationFailed':
      return new InvitationFailed(told.operation, told.state, reasonOf(told), told.failure)
    case 'DeliveryFailed':
      return new DeliveryFailed(reasonOf(told), told.failure, told.failedFor)
    case 'CommandFailed':
      return new CommandFailed(told.command, told.failure)
    case 'DeliveryUnknown':
      return new DeliveryUnknown(told.failure)
    case 'ConnectionLost':
      return new ConnectionLost(told.operation, told.loss, told.failure)
    case 'SignInFailed':
      return new SignInFailed(told.failure)
    case 'DiscoveryFailed':
      return new DiscoveryFailed({ name: 'NotDiscovered', tried: told.tried })
    case 'ClientClosed':
      return new ClientClosed()
    case 'Defect':
      return new Error(told.message)
  }
}

const reasonOf = ({ code, subcode }: Why): { readonly code: string; readonly subcode?: string } | undefined =>
  code === undefined ? undefined : { code, ...(subcode === undefined ? {} : { subcode }) }
