import { operations } from '../protocol/operation.ts'
import { done, send, type Href, type Service, type Wire } from './command.ts'

/** Ends the messaging modality of a conversation, whether connecting or connected. */
export const stopMessaging =
  (wire: Wire): Service<{ readonly href: Href }, void> =>
  ({ href }, signal) =>
    done(send(wire, operations.stopMessaging, { href }, signal))
