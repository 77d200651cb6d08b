import { operations } from '../protocol/operation.ts'
import { sendInput, taken, type Href, type Service, type Wire } from './command.ts'
import { attached, type Content } from './content.ts'

export interface ContinueMessagingInput {
  readonly href: Href
  /** 1 to 50 characters. */
  readonly operationId: string
  /** The first message. Must not be empty. */
  readonly message: Content | undefined
}

/** Invites whoever was in a past conversation to go on with it. What becomes of it is told by the event channel. */
export const continueMessaging =
  (wire: Wire): Service<ContinueMessagingInput, { readonly location: string | undefined }> =>
  ({ href, operationId, message }, signal) => {
    const { links, broken } = attached(message)
    const input = message === undefined ? { operationId } : { operationId, _links: links }
    return taken(sendInput(wire, operations.continueMessaging, { href, input, broken }, signal))
  }
