import { EMPTY, type Observable } from 'rxjs'
import type { Client } from '../client/client.ts'
import type { Conversation } from '../client/conversation.ts'
import type { Watch } from './watch.ts'

/** The stream that a mirror asks for. */
export const watched = (
  client: Client,
  conversation: (href: string) => Conversation | undefined,
  watch: Watch,
): Observable<unknown> => {
  switch (watch.stream) {
    case 'presence':
      return client.me.presence$
    case 'note':
      return client.me.note$
    case 'missedItems':
      return client.history.missedItems$
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
