import { operations } from '../protocol/operation.ts'
import { done, send, sendInput, type Href, type Service, type Wire } from './command.ts'

interface SetNoteInput {
  readonly href: Href
  /** Undefined where there is to be none any more. */
  readonly message: string | undefined
}

/** Says what others read beside the user's name. */
export const setNote =
  (wire: Wire): Service<SetNoteInput, void> =>
  ({ href, message }, signal) =>
    done(
      message === undefined
        ? send(wire, operations.note, { href }, signal)
        : sendInput(wire, operations.note, { href, input: { message } }, signal),
    )
