import { sipUri } from '../accounts.ts'
import type { Application } from '../application.ts'
import type { Exchange } from '../exchange.ts'
import type { ConversationLog, Transcript } from '../history.ts'
import { invalidParameters, notFound } from '../refusal.ts'
import { announceMissedItems } from '../missedItems.ts'
import { noContent, ok, type Reply } from '../reply.ts'
import {
  representConversationLog,
  representConversationLogs,
  representRecipient,
} from '../representation/conversationLog.ts'
import {
  representMessageTranscript,
  representTranscript,
  representTranscripts,
} from '../representation/conversationLogTranscripts.ts'
import { representMissedItems } from '../representation/missedItems.ts'

const positive = /^[1-9]\d{0,8}$/

/** Newest first; `limit` of them. */
export const getConversationLogs = (application: Application, { site, query }: Exchange): Reply => {
  const limit = query.get('limit')
  if (limit !== undefined && !positive.test(limit)) {
    return invalidParameters([{ name: 'limit', reason: 'must be a positive integer' }])
  }
  const logs = site.history.of(application.account)
  return ok(representConversationLogs(application, logs.slice(0, limit === undefined ? undefined : Number(limit))))
}

export const getConversationLog = (log: ConversationLog, application: Application, { site }: Exchange): Reply => {
  const isOpen = log.onlineMeetingUri !== undefined && site.meetings.find(log.onlineMeetingUri) !== undefined
  return ok(representConversationLog(application, log, { isOpen }))
}

export const getRecipient = (log: ConversationLog, application: Application, { parameters }: Exchange): Reply => {
  const uri = sipUri(parameters['contact'] ?? '')
  const recipient = log.recipients.find(({ account }) => account.uri === uri)
  return recipient === undefined ? notFound : ok(representRecipient(application, log, recipient))
}

export const deleteConversationLog = (log: ConversationLog, { account }: Application, { site }: Exchange): Reply => {
  site.history.remove(account, log)
  announceMissedItems(site, account)
  return noContent
}

/** What has been read already stays so. */
export const postMarkAsRead = (log: ConversationLog, { account }: Application, { site }: Exchange): Reply => {
  if (log.isRead) return noContent
  log.isRead = true
  announceMissedItems(site, account)
  return noContent
}

export const getTranscripts = (log: ConversationLog, application: Application): Reply =>
  ok(representTranscripts(application, log, 0))

export const getNextTranscripts = (log: ConversationLog, application: Application, { parameters }: Exchange): Reply => {
  const position = parameters['position'] ?? ''
  return positive.test(position) && Number(position) < log.transcripts.length
    ? ok(representTranscripts(application, log, Number(position)))
    : notFound
}

const showTranscript =
  (represent: (application: Application, log: ConversationLog, transcript: Transcript) => object) =>
  (log: ConversationLog, application: Application, { parameters }: Exchange): Reply => {
    const transcript = log.transcripts.find(({ id }) => id === parameters['transcript'])
    return transcript === undefined ? notFound : ok(represent(application, log, transcript))
  }

export const getTranscript = showTranscript(representTranscript)
export const getMessageTranscript = showTranscript(representMessageTranscript)

export const getMissedItems = (application: Application, { site }: Exchange): Reply =>
  ok(representMissedItems(application, site.history.of(application.account)))
