import { either as E, type taskEither as TE } from 'fp-ts'

/** One piece of work that several wait for. */
export interface Flight<L, A> {
  /** Waits for the outcome; when `signal` aborts, this one leaves with `gone`. The work ends with its last waiter. */
  readonly join: (signal: AbortSignal, gone: L) => Promise<E.Either<L, A>>
}

/** Starts the work at once. `over` runs once: when there is an outcome, or nobody waits any more. */
export const createFlight = <L, A>(
  start: (signal: AbortSignal) => TE.TaskEither<L, A>,
  over: () => void,
): Flight<L, A> => {
  const controller = new AbortController()
  let isOver = false
  const end = () => {
    if (isOver) return
    isOver = true
    over()
  }
  const landing = start(controller.signal)()
  void landing.finally(end)
  let waiting = 0
  return {
    join: (signal, gone) =>
      new Promise((resolve) => {
        waiting += 1
        const leave = () => {
          waiting -= 1
          resolve(E.left(gone))
          if (waiting > 0) return
          end()
          controller.abort()
        }
        if (signal.aborted) return leave()
        signal.addEventListener('abort', leave)
        void landing.then((outcome) => {
          signal.removeEventListener('abort', leave)
          resolve(outcome)
        })
      }),
  }
}
