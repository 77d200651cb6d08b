import { withQuery } from '../protocol/hypermedia.ts'
import { operations } from '../protocol/operation.ts'
import { fromOneTo } from '../protocol/rule.ts'
import { rulesBroken, send, taken, type Href, type Service, type Wire } from './command.ts'
import { bodyOf, mediaTypeOf, rulesBrokenBy, type Content } from './content.ts'

const OperationId = fromOneTo(50)

export interface SendMessageInput {
  readonly href: Href
  /** 1 to 50 characters. */
  readonly operationId: string
  /** Must not be empty. */
  readonly content: Content
}

/** Sends one message: its raw text is the body. Delivery is told by the event channel. */
export const sendMessage =
  (wire: Wire): Service<SendMessageInput, { readonly location: string | undefined }> =>
  ({ href, operationId, content }, signal) =>
    taken(
      send(
        wire,
        operations.sendMessage,
        {
          href: href !== undefined && URL.canParse(href) ? withQuery(href, { operationId }) : href,
          body: { contentType: `${mediaTypeOf(content)}; charset=utf-8`, text: bodyOf(content) },
          broken: [...rulesBroken(OperationId, operationId, '/operationId'), ...rulesBrokenBy(content)],
        },
        signal,
      ),
    )
