import { operations } from '../protocol/operation.ts'
import { done, send, type Href, type Service, type Wire } from './command.ts'

/** Says that the user is active. At least every four minutes, or she is shown as idle. */
export const reportMyActivity =
  (wire: Wire): Service<{ readonly href: Href }, void> =>
  ({ href }, signal) =>
    done(send(wire, operations.reportMyActivity, { href }, signal))
