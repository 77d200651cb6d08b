import { operations } from '../protocol/operation.ts'
import { done, send, sendInput, type Href, type Service, type Wire } from './command.ts'

interface SetPresenceInput {
  readonly href: Href
  /** How the user is to appear; undefined where her activity is to decide again. */
  readonly availability: string | undefined
}

/** Says how the user appears. */
export const setPresence =
  (wire: Wire): Service<SetPresenceInput, void> =>
  ({ href, availability }, signal) =>
    done(
      availability === undefined
        ? send(wire, operations.presence, { href }, signal)
        : sendInput(wire, operations.presence, { href, input: { availability } }, signal),
    )
