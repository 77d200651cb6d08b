import { either as E } from 'fp-ts'
import { Observable } from 'rxjs'
import type { Outcome } from '../protocol/failure.ts'
import type { Observed } from '../runtime/observed.ts'
import { failed } from './ending.ts'

/** Cold: each subscription reads anew, and unsubscribing aborts what it reads. */
export const reading = <T>(
  command: string,
  session: Pick<Observed, 'isOver'>,
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
    return () => life.abort()
  })
