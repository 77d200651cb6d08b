import type { Application } from '../application.ts'
import type { Content, Leg } from '../call.ts'
import type { Exchange } from '../exchange.ts'
import { messageHref } from '../hrefs.ts'
import { stopMessaging } from '../leave.ts'
import { maySpeak } from '../meeting.ts'
import { sendMessage, setIsTyping } from '../message.ts'
import { conflict, forbidden, invalidParameters, notFound, unsupportedMediaType } from '../refusal.ts'
import { created, noContent, ok, type Reply } from '../reply.ts'
import { representMessage } from '../representation/message.ts'
import { representMessaging } from '../representation/messaging.ts'
import { writeDown } from '../writeDown.ts'

const notConnected = conflict('Messaging is not connected.')
const silenced = forbidden('Messaging is disabled for the audience.')

export const getMessaging = (leg: Leg, application: Application): Reply => ok(representMessaging(application, leg))

const charsets = ['utf-8', 'utf8', 'us-ascii']

/** The raw text of a body; undefined where it is not text of a kind that goes through here. */
const contentOf = ({ request }: Exchange): Content | undefined => {
  const [type = '', ...parameters] = (request.headers['content-type'] ?? 'text/plain').toLowerCase().split(';')
  const mediaType = type.trim()
  const charset = parameters.map((parameter) => /^\s*charset=["']?([^"']*)/.exec(parameter)?.[1]).find((name) => name)
  const isKnown = ['text/plain', 'text/html'].includes(mediaType) && charsets.includes(charset ?? 'utf-8')
  return isKnown ? { mediaType, text: request.body } : undefined
}

const mostOperationId = 50

/** The message is the body itself. Its operationId, if it has one, goes by either of two names in the query. */
export const postSendMessage = (leg: Leg, application: Application, exchange: Exchange): Reply => {
  const operationId = exchange.query.get('operationid') ?? exchange.query.get('operationcontext')
  if (operationId !== undefined && operationId.length > mostOperationId) {
    return invalidParameters([{ name: 'operationId', reason: `must have at most ${mostOperationId} characters` }])
  }
  const content = contentOf(exchange)
  if (content === undefined) return unsupportedMediaType('A message is text/plain or text/html in UTF-8.')
  if (content.text === '') return invalidParameters([{ name: 'message', reason: 'is missing' }])
  if (leg.messaging !== 'Connected') return notConnected
  if (!maySpeak(leg)) return silenced
  if (content.mediaType === 'text/html' && !leg.call.messageFormats.includes('Html')) {
    return unsupportedMediaType('Html is not negotiated.')
  }
  return created(messageHref(application, sendMessage(exchange.site, leg, content, operationId)))
}

export const getMessage = (leg: Leg, application: Application, { site, parameters }: Exchange): Reply => {
  const message = leg.messages.get(parameters['message'] ?? '')
  return message === undefined
    ? notFound
    : ok(representMessage(application, message, { withOperationId: site.messageOperationIds }))
}

export const postSetIsTyping = (leg: Leg, _: Application, { site }: Exchange): Reply => {
  if (leg.messaging !== 'Connected') return notConnected
  if (!maySpeak(leg)) return silenced
  setIsTyping(site, leg)
  return noContent
}

export const postStopMessaging = (leg: Leg, _: Application, { site }: Exchange): Reply => {
  if (leg.messaging === 'Disconnected') return notConnected
  writeDown(site, leg, { event: 'messagingStopped' })
  stopMessaging(site, leg)
  return noContent
}
