import { operations } from '../protocol/operation.ts'
import { done, send, type Href, type Service, type Wire } from './command.ts'

/** Switches messaging on again for everybody in a meeting. */
export const enableAudienceMessaging =
  (wire: Wire): Service<{ readonly href: Href }, void> =>
  ({ href }, signal) =>
    done(send(wire, operations.enableAudienceMessaging, { href }, signal))
