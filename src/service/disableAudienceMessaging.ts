import { operations } from '../protocol/operation.ts'
import { done, send, type Href, type Service, type Wire } from './command.ts'

/** Switches messaging off for everybody in a meeting. */
export const disableAudienceMessaging =
  (wire: Wire): Service<{ readonly href: Href }, void> =>
  ({ href }, signal) =>
    done(send(wire, operations.disableAudienceMessaging, { href }, signal))
