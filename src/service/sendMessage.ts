import { either as E, taskEither as TE } from 'fp-ts'
import type { Failure } from '../protocol/failure.ts'
import { withQuery } from '../protocol/hypermedia.ts'
import { operations } from '../protocol/operation.ts'
import { fromOneTo } from '../protocol/rule.ts'
import type { Answer } from '../transport/answer.ts'
import { attemptOf } from '../transport/attempt.ts'
import { locationOf, rulesBroken, send, type Href, type Service, type Wire } from './command.ts'
import { bodyOf, mediaTypeOf, rulesBrokenBy, type Content } from './content.ts'

const OperationId = fromOneTo(50)

export interface SendMessageInput {
  readonly href: Href
  /** 1 to 50 characters. */
  readonly operationId: string
  /** Must not be empty. */
  readonly content: Content
}

/** Events name a message by its Location only: an answer without one, such as a proxy's page, acknowledges none. */
const acknowledged = (answer: Answer): E.Either<Failure, { readonly location: string }> => {
  const location = locationOf(answer)
  if (location !== undefined) return E.right({ location })
  const { rel: operation, method } = operations.sendMessage
  const attempt = attemptOf({ operation, method, url: answer.url })
  return E.left({ name: 'Unreadable', ...attempt, status: answer.status, reason: 'no Location', faults: [] })
}

/** Sends one message: its raw text is the body. Delivery is told by the event channel. */
export const sendMessage =
  (wire: Wire): Service<SendMessageInput, { readonly location: string }> =>
  ({ href, operationId, content }, signal) =>
    TE.chainEitherKW(acknowledged)(
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
