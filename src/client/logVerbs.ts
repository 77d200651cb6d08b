import { either as E } from 'fp-ts'
import type { Outcome } from '../protocol/failure.ts'
import type { LogRecord } from '../runtime/history.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { answered, type Command } from './command.ts'
import type { LogVerbs } from './conversationLog.ts'
import { failed } from './ending.ts'
import { reading } from './reading.ts'

export const logVerbs = (record: LogRecord, { history, session }: Pick<Runtime, 'history' | 'session'>): LogVerbs => {
  const command = (name: string, answer: Promise<Outcome<void>>): Command =>
    answered(answer, (failure) => failed(session, name, failure))
  return {
    transcripts: () =>
      reading('transcripts', session, async (signal, give) => {
        let next: string | undefined
        do {
          const page = await history.transcripts(record, next, signal)
          if (E.isLeft(page)) return page
          for (const transcript of page.right.transcripts) give(transcript)
          next = page.right.next
        } while (next !== undefined)
        return E.right(undefined)
      }),
    markAsRead: () => command('markAsRead', history.markAsRead(record)),
    remove: () => command('remove', history.remove(record)),
  }
}
