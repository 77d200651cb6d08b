import { either as E } from 'fp-ts'
import { Observable } from 'rxjs'
import type { Outcome } from '../protocol/failure.ts'
import type { Observed } from '../runtime/observed.ts'
import { failed } from './ending.ts'
import { ClientClosed } from './errors.ts'

/** Cold: each subscription reads anew, and unsubscribing aborts what it reads. Ends at once when the client is closed. */
export const reading = <T>(
  command: string,
  session: Pick<Observed, 'isOver' | 'listen'>,
  read: (signal: AbortSignal, give: (value: T) => void) => Promise<Outcome<void>>,
): Observable<T> =>
  new Observable((subscriber) => {
    const life = new AbortController()
    read(life.signal, (value) => subscriber.next(value)).then(
      (outcome) => {
        if (E.isRight(outcome)) subscriber.complete()
        else subscriber.error(failed(session, command, outcome.left))
      },
      (defect: unknown) => subscriber.error(defect),
    )
    const stop = session.listen(() => {
      if (session.isOver) subscriber.error(new ClientClosed())
    })
    return () => {
      stop()
      life.abort()
    }
  })
