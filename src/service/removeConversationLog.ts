import { operations } from '../protocol/operation.ts'
import { done, send, type Href, type Service, type Wire } from './command.ts'

/** Removes a past conversation from the history of the user (DELETE); the others keep theirs. */
export const removeConversationLog =
  (wire: Wire): Service<{ readonly href: Href }, void> =>
  ({ href }, signal) =>
    done(send(wire, operations.removeConversationLog, { href }, signal))
