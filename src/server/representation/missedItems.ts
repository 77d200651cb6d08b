import type { Application } from '../application.ts'
import { type ConversationLog, isUnread } from '../history.ts'
import { hrefIn } from '../hrefs.ts'

export const representMissedItems = (application: Application, logs: readonly ConversationLog[]): object => ({
  conversationLogsCount: logs.length,
  conversationLogsNotifications: 'Enabled',
  missedConversationsCount: logs.filter(({ status }) => status === 'Missed').length,
  unreadMissedConversationsCount: logs.filter(isUnread).length,
  unreadVoicemailsCount: 0,
  voiceMailsCount: 0,
  _links: { self: { href: hrefIn(application, 'missedItems') } },
  rel: 'missedItems',
})
