import { isStranger } from '../accounts.ts'
import type { Application } from '../application.ts'
import type { Leg } from '../call.ts'
import { commandIn, hrefIn, hrefUnder } from '../hrefs.ts'

/** Whoever PUTs a resource must bring this value back under its random name. */
export const putValue = 'please pass this in a PUT request'

export const representCommunication = (application: Application): object => ({
  [application.putProperty]: putValue,
  ...application.communicationSettings,
  supportedModalities: application.supportedModalities,
  supportedMessageFormats: application.supportedMessageFormats,
  _links: {
    self: { href: hrefIn(application, 'communication') },
    conversations: { href: `${hrefIn(application, 'conversations')}?filter=active` },
    startMessaging: { href: commandIn(application, 'startMessaging'), revision: '2' },
    joinOnlineMeeting: { href: commandIn(application, 'joinOnlineMeeting') },
    ...(isStranger(application.account)
      ? {}
      : {
          startOnlineMeeting: { href: commandIn(application, 'startOnlineMeeting') },
          conversationLogs: { href: hrefIn(application, 'conversationLogs') },
          missedItems: { href: hrefIn(application, 'missedItems') },
        }),
  },
  rel: 'communication',
  etag: String(application.communicationEtag),
})

export const representConversations = (application: Application, legs: readonly Leg[]): object => ({
  _links: {
    self: { href: `${hrefIn(application, 'conversations')}?filter=active` },
    conversation: legs.map((leg) => ({ href: hrefUnder(application, leg, 'conversation') })),
  },
  rel: 'conversations',
})
