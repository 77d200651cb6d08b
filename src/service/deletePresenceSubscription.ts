import { operations } from '../protocol/operation.ts'
import { done, send, type Href, type Service, type Wire } from './command.ts'

/** Ends a subscription before its time. */
export const deletePresenceSubscription =
  (wire: Wire): Service<{ readonly href: Href }, void> =>
  ({ href }, signal) =>
    done(send(wire, operations.deletePresenceSubscription, { href }, signal))
