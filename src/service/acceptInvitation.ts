import { operations } from '../protocol/operation.ts'
import { done, send, type Href, type Service, type Wire } from './command.ts'

/** Accepts an invitation. A 204 is no success yet: the invitation completes in the event channel. */
export const acceptInvitation =
  (wire: Wire): Service<{ readonly href: Href }, void> =>
  ({ href }, signal) =>
    done(send(wire, operations.accept, { href }, signal))
