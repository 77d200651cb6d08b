import { encodeDate } from '../../protocol/date.ts'
import { isStranger } from '../accounts.ts'
import type { Application } from '../application.ts'
import { type ConversationLog, type Correspondent, isUnread } from '../history.ts'
import { contactHref, hrefIn, logCommand, logHref, recipientHref } from '../hrefs.ts'

const most = 250

const previewOf = ({ transcripts }: ConversationLog): object => {
  const [first] = transcripts
  return first === undefined ? {} : { previewMessage: first.content.text.slice(0, most) }
}

export const representRecipient = (
  application: Application,
  log: ConversationLog,
  { account, name }: Correspondent,
): object => ({
  displayName: name,
  sipUri: account.uri,
  _links: {
    self: { href: recipientHref(application, log, account) },
    ...(isStranger(account)
      ? {}
      : {
          contact: { href: contactHref(application, account) },
          contactPresence: { href: contactHref(application, account, 'contactPresence') },
        }),
  },
  rel: 'conversationLogRecipient',
})

interface Prospects {
  /** Whether a meeting that it was can be joined. */
  readonly isOpen: boolean
}

const canContinue = ({ onlineMeetingUri, recipients }: ConversationLog, { isOpen }: Prospects): boolean =>
  onlineMeetingUri === undefined ? recipients.length > 0 : isOpen

export const representConversationLog = (
  application: Application,
  log: ConversationLog,
  prospects: Prospects,
): object => ({
  creationTime: encodeDate(new Date(log.creationTime)),
  direction: log.direction,
  importance: log.importance,
  modalities: ['Messaging'],
  ...(log.onlineMeetingUri === undefined ? {} : { onlineMeetingUri: log.onlineMeetingUri }),
  ...previewOf(log),
  status: log.status,
  subject: log.subject,
  threadId: log.threadId,
  totalRecipientsCount: log.recipients.length,
  type: log.onlineMeetingUri === undefined ? 'MessageLog' : 'ConferenceLog',
  _links: {
    self: { href: logHref(application, log) },
    ...(canContinue(log, prospects)
      ? { continueMessaging: { href: logCommand(application, log, 'continueMessaging') } }
      : {}),
    conversationLogTranscripts: { href: logHref(application, log, 'conversationLogTranscripts') },
    ...(isUnread(log) ? { markAsRead: { href: logCommand(application, log, 'markAsRead') } } : {}),
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
