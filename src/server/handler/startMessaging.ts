import { either as E } from 'fp-ts'
import { operations } from '../../protocol/operation.ts'
import { sipUri } from '../accounts.ts'
import type { Application } from '../application.ts'
import type { Leg } from '../call.ts'
import type { Exchange } from '../exchange.ts'
import { firstMessageOf } from '../firstMessage.ts'
import { invitationHref } from '../hrefs.ts'
import { readInput } from '../input.ts'
import { organizerOf } from '../scheduledMeeting.ts'
import { conflict, forbidden, invalidParameters } from '../refusal.ts'
import { created, type Reply } from '../reply.ts'
import { addMessaging, startMessaging } from '../startMessaging.ts'
import { topicOf } from '../topic.ts'

const spellings = new Map([['to', sipUri]])

const revisionOf = ({ request }: Exchange): number => Number(request.headers['x-ms-requiresminresourceversion'] ?? '1')

export const postStartMessaging = (application: Application, exchange: Exchange): Reply => {
  const { site } = exchange
  const input = readInput(operations.startMessaging.input, exchange, spellings)
  if (E.isLeft(input)) return input.left
  const { to, operationId, _links: links } = input.right
  if (to === undefined || to === null) return invalidParameters([{ name: 'to', reason: 'is missing' }])
  if (revisionOf(exchange) >= 2 && (operationId === undefined || operationId === null)) {
    return invalidParameters([{ name: 'operationId', reason: 'is missing' }])
  }
  const message = firstMessageOf(links?.message)
  if (E.isLeft(message)) return message.left
  const { conference } = application.account
  if (conference !== undefined && ![conference, organizerOf(conference)].includes(sipUri(to))) {
    return forbidden('The token of an anonymous user is for another target.')
  }
  const topic = topicOf(site, application.account, input.right)
  if (E.isLeft(topic)) return topic.left
  const side = startMessaging(site, application, topic.right, {
    to,
    ...(typeof operationId === 'string' ? { operationId } : {}),
    ...(message.right === undefined ? {} : { message: message.right }),
    ...(links?.customContent ? { customContent: links.customContent.href.replaceAll(/\s/g, '') } : {}),
  })
  return created(invitationHref(application, side))
}

export const postAddMessaging = (leg: Leg, application: Application, exchange: Exchange): Reply => {
  const input = readInput(operations.addMessaging.input, exchange)
  if (E.isLeft(input)) return input.left
  const { operationId, _links: links } = input.right
  const message = firstMessageOf(links?.message)
  if (E.isLeft(message)) return message.left
  if (leg.messaging === 'Connected') return conflict('Messaging is there already.', 'AlreadyExists')
  if (leg.messaging === 'Connecting') return conflict('An invitation is under way.', 'AnotherOperationPending')
  if (leg.state !== 'Connected' && leg.state !== 'Conferenced') return conflict('The conversation is not connected.')
  const side = addMessaging(exchange.site, leg, {
    ...(typeof operationId === 'string' ? { operationId } : {}),
    ...(message.right === undefined ? {} : { message: message.right }),
  })
  return created(invitationHref(application, side))
}
