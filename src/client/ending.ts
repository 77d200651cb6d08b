import type { Failure } from '../protocol/failure.ts'
import type { Observed } from '../runtime/observed.ts'
import type { Loss } from '../runtime/loss.ts'
import { ClientClosed, CommandFailed, ConnectionLost } from './errors.ts'

/** Why nobody will ever know how something went. */
export const lostBy = (loss: Loss | undefined, operation: string, failure?: Failure): Error =>
  loss === 'closed' ? new ClientClosed() : new ConnectionLost(operation, loss, failure)

/** How a command failed: it was refused, or what it was about has gone. */
export const failedOr = (loss: Loss | undefined, command: string, failure: Failure): Error =>
  failure.name === 'Aborted' ? lostBy(loss, command, failure) : new CommandFailed(command, failure)

/** The same of one that belongs to no conversation. */
export const failed = ({ isOver }: Pick<Observed, 'isOver'>, command: string, failure: Failure): Error =>
  isOver ? new ClientClosed() : failedOr(undefined, command, failure)
