import { encodeBase64 } from '../protocol/dataUrl.ts'
import { operations } from '../protocol/operation.ts'
import { sendInput, taken, type Href, type Service, type Wire } from './command.ts'
import { bodyOf, mediaTypeOf, rulesBrokenBy, type Content } from './content.ts'

export interface StartMessagingInput {
  readonly href: Href
  /** 1 to 50 characters. */
  readonly operationId: string
  /** A SIP URI such as `sip:lene@contoso.com`. */
  readonly to: string
  /** At most 250 characters. */
  readonly subject: string | undefined
  /** Normal, Urgent or Emergency. */
  readonly importance: string | undefined
  /** At most 250 characters. */
  readonly threadId: string | undefined
  /** The first message. Must not be empty. */
  readonly message: Content | undefined
}

/** Invites one person to a new conversation. What becomes of it is told by the event channel. */
export const startMessaging =
  (wire: Wire): Service<StartMessagingInput, { readonly location: string | undefined }> =>
  ({ href, message, ...fields }, signal) => {
    if (message === undefined) return taken(sendInput(wire, operations.startMessaging, { href, input: fields }, signal))
    const links = { message: { href: encodeBase64(mediaTypeOf(message), bodyOf(message)) } }
    const command = { href, input: { ...fields, _links: links }, broken: rulesBrokenBy(message) }
    return taken(sendInput(wire, operations.startMessaging, command, signal))
  }
