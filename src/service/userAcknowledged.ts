import { operations } from '../protocol/operation.ts'
import { done, send, type Href, type Service, type Wire } from './command.ts'

/** Says that the user has seen a conversation that the server accepted for her. */
export const userAcknowledged =
  (wire: Wire): Service<{ readonly href: Href }, void> =>
  ({ href }, signal) =>
    done(send(wire, operations.userAcknowledged, { href }, signal))
