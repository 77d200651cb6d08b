import type { Loss } from '../runtime/loss.ts'
import { ClientClosed, ConnectionLost } from './errors.ts'

/** Why nobody will ever know how something went. */
export const lostBy = (loss: Loss | undefined): Error =>
  loss === 'closed' ? new ClientClosed() : new ConnectionLost(loss)
