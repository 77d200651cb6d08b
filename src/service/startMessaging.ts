import { operations } from '../protocol/operation.ts'
import { sendInput, taken, type Href, type Service, type Wire } from './command.ts'
import { linkOf, rulesBrokenBy, type Content } from './content.ts'
import { linkOfCustom, rulesBrokenByCustom, type CustomContent } from './customContent.ts'

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

const linksOf = ({ message, customContent }: StartMessagingInput) => ({
  ...(message === undefined ? {} : { message: linkOf(message) }),
  ...(customContent === undefined ? {} : { customContent: linkOfCustom(customContent) }),
})

const rulesBrokenBeside = ({ message, customContent }: StartMessagingInput) => [
  ...(message === undefined ? [] : rulesBrokenBy(message)),
  ...(customContent === undefined ? [] : rulesBrokenByCustom(customContent)),
]

/** Revision 1 may leave out in silence what it does not know. */
const ofRevision2 = { 'X-MS-RequiresMinResourceVersion': '2' }

/** Invites one person to a new conversation. What becomes of it is told by the event channel. */
export const startMessaging =
  (wire: Wire): Service<StartMessagingInput, { readonly location: string | undefined }> =>
  (given, signal) => {
    const { href, message, customContent, ...fields } = given
    const hasLinks = message !== undefined || customContent !== undefined
    const command = {
      href,
      input: hasLinks ? { ...fields, _links: linksOf(given) } : fields,
      headers: customContent === undefined ? {} : ofRevision2,
      broken: rulesBrokenBeside(given),
    }
    return taken(sendInput(wire, operations.startMessaging, command, signal))
  }
