import { operations } from '../protocol/operation.ts'
import { done, send, type Href, type Service, type Wire } from './command.ts'

/** Leaves a conversation (DELETE): all its modalities end for this user. */
export const leaveConversation =
  (wire: Wire): Service<{ readonly href: Href }, void> =>
  ({ href }, signal) =>
    done(send(wire, operations.leaveConversation, { href }, signal))
