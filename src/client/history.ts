import { either as E } from 'fp-ts'
import { Observable } from 'rxjs'
import type { Outcome } from '../protocol/failure.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { ConversationLog } from './conversationLog.ts'
import { failed } from './ending.ts'

export interface ConversationLogsOptions {
  /** At most so many, the newest; a positive integer. All that the server keeps unless told. */
  readonly limit?: number
}

/** What the user has talked about before, in whichever of her applications. */
export class History {
  readonly #runtime: Runtime

  constructor(runtime: Runtime) {
    this.#runtime = runtime
  }

  /**
   * Past conversations, newest first. Cold: each subscription reads the list,
   * then one log after another as long as it lasts, so that `take` saves the
   * rest. A log that is removed meanwhile is left out. Completes after the last;
   * errors with CommandFailed, ConnectionLost or ClientClosed.
   */
  conversationLogs({ limit }: ConversationLogsOptions = {}): Observable<ConversationLog> {
    const { history } = this.#runtime
    return this.#reading('conversationLogs', async (signal, given) => {
      const list = await history.conversationLogs(limit, signal)
      if (E.isLeft(list)) return list
      for (const href of list.right) {
        if (signal.aborted) break
        const log = await history.conversationLog(href, signal)
        if (E.isLeft(log)) return log
        if (log.right !== undefined) given(new ConversationLog(log.right))
      }
      return E.right(undefined)
    })
  }

  #reading<T>(
    command: string,
    read: (signal: AbortSignal, given: (value: T) => void) => Promise<Outcome<void>>,
  ): Observable<T> {
    return new Observable((subscriber) => {
      const life = new AbortController()
      void read(life.signal, (value) => subscriber.next(value)).then(
        (outcome) =>
          E.isRight(outcome)
            ? subscriber.complete()
            : subscriber.error(failed(this.#runtime.session, command, outcome.left)),
        (defect: unknown) => subscriber.error(defect),
      )
      return () => life.abort()
    })
  }
}
