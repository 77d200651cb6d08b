import { operations } from '../protocol/operation.ts'
import { sendInput, taken, type Href, type Service, type Wire } from './command.ts'
import { attached, type Content } from './content.ts'

export interface AddMessagingInput {
  readonly href: Href
  /** 1 to 50 characters. */
  readonly operationId: string
  /** The first message. Must not be empty. */
  readonly message: Content | undefined
}

/** Invites the others of a conversation to messaging, which it does without now. What becomes of it is told by the event channel. */
export const addMessaging =
  (wire: Wire): Service<AddMessagingInput, { readonly location: string | undefined }> =>
  ({ href, operationId, message }, signal) => {
    const { links, broken } = attached(message)
    const input = message === undefined ? { operationId } : { operationId, _links: links }
    return taken(sendInput(wire, operations.addMessaging, { href, input, broken }, signal))
  }
