import { operations } from '../protocol/operation.ts'
import { SipUri } from '../protocol/rule.ts'
import { rulesBroken, sendInput, taken, type Href, type Service, type Wire } from './command.ts'
import { attached, type Content } from './content.ts'
import { attachedCustom, type CustomContent } from './customContent.ts'

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
  /** Needs a server of revision 2. */
  readonly customContent: CustomContent | undefined
}

/** Revision 1 may leave out in silence what it does not know. */
const ofRevision2 = { 'X-MS-RequiresMinResourceVersion': '2' }

/** Invites one person to a new conversation. What becomes of it is told by the event channel. */
export const startMessaging =
  (wire: Wire): Service<StartMessagingInput, { readonly location: string | undefined }> =>
  ({ href, message, customContent, ...fields }, signal) => {
    const first = attached(message)
    const custom = attachedCustom(customContent)
    const hasLinks = message !== undefined || customContent !== undefined
    const command = {
      href,
      input: hasLinks ? { ...fields, _links: { ...first.links, ...custom.links } } : fields,
      headers: customContent === undefined ? {} : ofRevision2,
      broken: [...rulesBroken(SipUri, fields.to, '/to'), ...first.broken, ...custom.broken],
    }
    return taken(sendInput(wire, operations.startMessaging, command, signal))
  }
