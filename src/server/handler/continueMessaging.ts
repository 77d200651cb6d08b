import { either as E } from 'fp-ts'
import { operations } from '../../protocol/operation.ts'
import type { Application } from '../application.ts'
import type { InvitationSide } from '../call.ts'
import { continueInMeeting } from '../continueInMeeting.ts'
import type { Exchange } from '../exchange.ts'
import { firstMessageOf } from '../firstMessage.ts'
import type { ConversationLog } from '../history.ts'
import { invitationHref } from '../hrefs.ts'
import { readInput } from '../input.ts'
import type { Asked } from '../invitation.ts'
import { isIn } from '../meeting.ts'
import { conflict, destinationNotFound } from '../refusal.ts'
import { created, type Reply } from '../reply.ts'
import type { Site } from '../site.ts'
import { startMessaging } from '../startMessaging.ts'

const goesOn = conflict('The conversation goes on already.', 'AlreadyExists')

/** In the same thread, a new conversation with the other person of a past one; or the meeting that it was. */
const goOn = (
  log: ConversationLog,
  application: Application,
  site: Site,
  asked: Omit<Asked, 'rel' | 'to'>,
): InvitationSide | Reply => {
  if (log.onlineMeetingUri !== undefined) {
    const meeting = site.meetings.find(log.onlineMeetingUri)
    if (meeting === undefined) return destinationNotFound
    return isIn(application, meeting) ? goesOn : continueInMeeting(site, application, meeting, log, asked)
  }
  const [recipient] = log.recipients
  if (recipient === undefined) return conflict('There is nobody to go on with.')
  if (site.calls.hasThread(application.account, log.threadId)) return goesOn
  return startMessaging(site, application, log, { ...asked, to: recipient.account.uri })
}

export const postContinueMessaging = (log: ConversationLog, application: Application, exchange: Exchange): Reply => {
  const { site } = exchange
  const input = readInput(operations.continueMessaging.input, exchange)
  if (E.isLeft(input)) return input.left
  const { operationId, _links: links } = input.right
  const message = firstMessageOf(links?.message)
  if (E.isLeft(message)) return message.left
  const side = goOn(log, application, site, {
    ...(typeof operationId === 'string' ? { operationId } : {}),
    ...(message.right === undefined ? {} : { message: message.right }),
  })
  return 'status' in side ? side : created(invitationHref(application, side))
}
