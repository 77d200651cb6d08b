import { withQuery } from '../protocol/hypermedia.ts'
import { operations } from '../protocol/operation.ts'
import { taken, send, type Href, type Service, type Wire } from './command.ts'
import { bodyOf, mediaTypeOf, type Content } from './content.ts'

export interface SendMessageInput {
  readonly href: Href
  readonly operationId: string
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
          href: href && withQuery(href, { operationId }),
          body: { contentType: `${mediaTypeOf(content)}; charset=utf-8`, text: bodyOf(content) },
        },
        signal,
      ),
    )
