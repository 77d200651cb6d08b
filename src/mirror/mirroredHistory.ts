import { map, type Observable } from 'rxjs'
import { ConversationLog } from '../client/conversationLog.ts'
import type { ConversationLogsOptions } from '../client/history.ts'
import { Transcript } from '../runtime/transcript.ts'
import { askCommand } from './asked.ts'
import type { Line } from './line.ts'
import type { MirroredClient } from './surface.ts'
import type { ToldLog } from './watch.ts'
import { watching, watchingLive } from './watching.ts'

/** The host knows whether the application is still there in which it was read. */
const here = new AbortController().signal

const logOf = (line: Line, { href, resource }: ToldLog): ConversationLog =>
  new ConversationLog(
    { href, resource, life: here },
    {
      transcripts: () =>
        watching(line, { stream: 'transcripts', log: href }).pipe(
          map((told) => new Transcript(told.resource, told.from)),
        ),
      markAsRead: () => askCommand(line, { on: 'log', href, verb: 'markAsRead' }),
      remove: () => askCommand(line, { on: 'log', href, verb: 'remove' }),
    },
  )

/** As the `history` of a client. */
export const mirroredHistory = (line: Line): MirroredClient['history'] => {
  const conversationLogs = (options: ConversationLogsOptions = {}): Observable<ConversationLog> =>
    watching(line, { stream: 'conversationLogs', options }).pipe(map((told) => logOf(line, told)))
  return { missedItems$: watchingLive(line, { stream: 'missedItems' }, undefined), conversationLogs }
}
