import type { Failure } from '../protocol/failure.ts'
import type { Observed } from '../runtime/observed.ts'
import type { Loss } from '../runtime/loss.ts'
import { ClientClosed, CommandFailed, ConnectionLost } from './errors.ts'

/** Why nobody will ever know how something went. */
export const lostBy = (loss: Loss | undefined): Error =>
  loss === 'closed' ? new ClientClosed() : new ConnectionLost(loss)

/** How a command failed that belongs to no conversation: it was refused, or its owner has gone. */
export const failed = ({ isOver }: Pick<Observed, 'isOver'>, command: string, failure: Failure): Error => {
  if (isOver) return lostBy('closed')
  return failure.name === 'Aborted' ? lostBy(undefined) : new CommandFailed(command, failure)
}
