import { encodeDate } from '../../protocol/date.ts'
import type { Account } from '../accounts.ts'
import type { Application } from '../application.ts'
import type { ConversationLog } from '../history.ts'
import { contactHref, hrefIn, logCommand, logHref, recipientHref } from '../hrefs.ts'

const most = 250

const previewOf = ({ transcripts }: ConversationLog): object => {
  const [first] = transcripts
  return first === undefined ? {} : { previewMessage: first.content.text.slice(0, most) }
}

export const representRecipient = (application: Application, log: ConversationLog, recipient: Account): object => ({
  displayName: recipient.name,
  sipUri: recipient.uri,
  _links: {
    self: { href: recipientHref(application, log, recipient) },
    contact: { href: contactHref(application, recipient) },
  },
  rel: 'conversationLogRecipient',
})

export const representConversationLog = (application: Application, log: ConversationLog): object => ({
  creationTime: encodeDate(new Date(log.creationTime)),
  direction: log.direction,
  importance: log.importance,
  modalities: ['Messaging'],
  ...previewOf(log),
  status: log.status,
  subject: log.subject,
  threadId: log.threadId,
  totalRecipientsCount: log.recipients.length,
  type: log.type,
  _links: {
    self: { href: logHref(application, log) },
    ...(log.recipients.length === 0
      ? {}
      : { continueMessaging: { href: logCommand(application, log, 'continueMessaging') } }),
  },
  _embedded: {
    conversationLogRecipient: log.recipients.map((recipient) => representRecipient(application, log, recipient)),
  },
  rel: 'conversationLog',
})

export const representConversationLogs = (application: Application, logs: readonly ConversationLog[]): object => ({
  _links: {
    self: { href: hrefIn(application, 'conversationLogs') },
    conversationLog: logs.map((log) => ({ href: logHref(application, log) })),
  },
  rel: 'conversationLogs',
})
