import { encodeBase64 } from '../protocol/dataUrl.ts'
import { operations } from '../protocol/operation.ts'
import { sendInput, taken, type Href, type Service, type Wire } from './command.ts'
import { bodyOf, mediaTypeOf, type Content } from './content.ts'

export interface StartMessagingInput {
  readonly href: Href
  readonly operationId: string
  readonly to: string
  readonly subject: string | undefined
  readonly importance: string | undefined
  readonly threadId: string | undefined
  readonly message: Content | undefined
}

/** Invites one person to a new conversation. What becomes of it is told by the event channel. */
export const startMessaging =
  (wire: Wire): Service<StartMessagingInput, { readonly location: string | undefined }> =>
  ({ href, message, ...fields }, signal) => {
    const content = message && { message: { href: encodeBase64(mediaTypeOf(message), bodyOf(message)) } }
    const input = content ? { ...fields, _links: content } : fields
    return taken(sendInput(wire, operations.startMessaging, { href, input }, signal))
  }
