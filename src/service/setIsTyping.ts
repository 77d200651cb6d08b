import { operations } from '../protocol/operation.ts'
import { done, send, type Href, type Service, type Wire } from './command.ts'

/** Tells the others that the user is typing. The server takes it back after five to six seconds. */
export const setIsTyping =
  (wire: Wire): Service<{ readonly href: Href }, void> =>
  ({ href }, signal) =>
    done(send(wire, operations.setIsTyping, { href }, signal))
