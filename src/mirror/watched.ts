import { EMPTY, map, throwError, type Observable } from 'rxjs'
import type { Client } from '../client/client.ts'
import type { Conversation } from '../client/conversation.ts'
import type { ConversationLog } from '../client/conversationLog.ts'
import { gone } from './gone.ts'
import type { Past } from './past.ts'
import type { Watch } from './watch.ts'

/** The stream that a mirror asks for. */
export const watched = (
  client: Client,
  conversation: (href: string) => Conversation | undefined,
  logs: Past<ConversationLog>,
  watch: Watch,
): Observable<unknown> => {
  switch (watch.stream) {
    case 'presence':
      return client.me.presence$
    case 'note':
      return client.me.note$
    case 'missedItems':
      return client.history.missedItems$
    case 'conversationLogs':
      return client.history.conversationLogs(watch.options).pipe(
        map((log) => {
          logs.add(log.href, log)
          return { href: log.href, resource: log.resource }
        }),
      )
    case 'transcripts':
      return (
        logs.find(watch.log)?.transcripts$.pipe(map(({ resource, from }) => ({ resource, from }))) ??
        throwError(() => gone('transcripts'))
      )
    case 'contactPresence':
      return client.people.presence$(watch.contact)
    case 'localParticipant':
      return conversation(watch.href)?.localParticipant$ ?? EMPTY
    case 'onlineMeeting':
      return conversation(watch.href)?.onlineMeeting$ ?? EMPTY
    case 'audienceMessaging':
      return conversation(watch.href)?.audienceMessaging$ ?? EMPTY
  }
}
