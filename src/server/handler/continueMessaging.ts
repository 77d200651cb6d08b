import { either as E } from 'fp-ts'
import { operations } from '../../protocol/operation.ts'
import type { Application } from '../application.ts'
import type { Exchange } from '../exchange.ts'
import type { ConversationLog } from '../history.ts'
import { invitationHref } from '../hrefs.ts'
import { readInput } from '../input.ts'
import { conflict } from '../refusal.ts'
import { created, type Reply } from '../reply.ts'
import { startMessaging } from '../startMessaging.ts'
import { contentOf } from './startMessaging.ts'

/** A new conversation with the other person of a past one, in the same thread. */
export const postContinueMessaging = (log: ConversationLog, application: Application, exchange: Exchange): Reply => {
  const { site } = exchange
  const input = readInput(operations.continueMessaging.input, exchange)
  if (E.isLeft(input)) return input.left
  const { operationId, _links: links } = input.right
  const message = contentOf(links?.message)
  if (E.isLeft(message)) return message.left
  const [recipient] = log.recipients
  if (recipient === undefined || log.onlineMeetingUri !== undefined) {
    return conflict('There is nobody to go on with.')
  }
  if (site.calls.hasThread(application.account, log.threadId)) {
    return conflict('The conversation goes on already.', 'AlreadyExists')
  }
  const side = startMessaging(site, application, log, {
    to: recipient.account.uri,
    ...(typeof operationId === 'string' ? { operationId } : {}),
    ...(message.right === undefined ? {} : { message: message.right }),
  })
  return created(invitationHref(application, side))
}
