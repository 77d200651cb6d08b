import { sipUri } from '../accounts.ts'
import type { Application } from '../application.ts'
import type { Exchange } from '../exchange.ts'
import type { ConversationLog } from '../history.ts'
import { invalidParameters, notFound } from '../refusal.ts'
import { ok, type Reply } from '../reply.ts'
import {
  representConversationLog,
  representConversationLogs,
  representRecipient,
} from '../representation/conversationLog.ts'

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

export const getConversationLog = (log: ConversationLog, application: Application): Reply =>
  ok(representConversationLog(application, log))

export const getRecipient = (log: ConversationLog, application: Application, { parameters }: Exchange): Reply => {
  const uri = sipUri(parameters['contact'] ?? '')
  const recipient = log.recipients.find((account) => account.uri === uri)
  return recipient === undefined ? notFound : ok(representRecipient(application, log, recipient))
}
