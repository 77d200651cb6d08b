import { operations } from '../protocol/operation.ts'
import { done, send, type Href, type Service, type Wire } from './command.ts'

/** Signs out: the application goes with all its conversations and subscriptions. */
export const deleteApplication =
  (wire: Wire): Service<{ readonly href: Href }, void> =>
  ({ href }, signal) =>
    done(send(wire, operations.deleteApplication, { href }, signal))
