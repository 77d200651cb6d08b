import { either as E } from 'fp-ts'
import type { Observable } from 'rxjs'
import type { MissedItems } from '../protocol/resource/missedItems.ts'
import type { Runtime } from '../runtime/runtime.ts'
import { invalidInput } from '../service/command.ts'
import { unlessObject } from '../service/unsendable.ts'
import { ConversationLog } from './conversationLog.ts'
import { Live } from './live.ts'
import { logVerbs } from './logVerbs.ts'
import { reading } from './reading.ts'

export interface ConversationLogsOptions {
  /** At most so many, the newest; a positive integer. All that the server keeps unless told. */
  readonly limit?: number
}

/** What the user has talked about before, in whichever of her applications, and what she has missed. */
export class History {
  readonly #runtime: Runtime
  /**
   * How much the user has missed: undefined until it is read, which the first
   * subscriber starts. Hot; replays the current value; completes when the client
   * is closed; never errors. Servers tell of a change when something was missed,
   * marked as read or removed, not of each conversation that ends.
   */
  readonly missedItems$: Live<MissedItems | undefined>

  constructor(runtime: Runtime) {
    this.#runtime = runtime
    const { missedItems } = runtime
    this.missedItems$ = new Live(missedItems, () => missedItems.items)
  }

  /**
   * Past conversations, newest first. Cold: each subscription reads the list,
   * then one log after another as long as it lasts, so that `take` saves the
   * rest. A log that is removed meanwhile is left out. Completes after the last;
   * errors with CommandFailed, ConnectionLost or ClientClosed.
   */
  conversationLogs(options: ConversationLogsOptions = {}): Observable<ConversationLog> {
    const runtime = this.#runtime
    return reading('conversationLogs', runtime.session, async (signal, give) => {
      const broken = unlessObject(options, 'options')
      if (broken.length > 0) return E.left(invalidInput('conversationLogs', broken))
      const list = await runtime.history.conversationLogs(options.limit, signal)
      if (E.isLeft(list)) return list
      for (const href of list.right) {
        const log = await runtime.history.conversationLog(href, signal)
        if (E.isLeft(log)) return log
        if (log.right !== undefined) give(new ConversationLog(log.right, logVerbs(log.right, runtime)))
      }
      return E.right(undefined)
    })
  }
}
