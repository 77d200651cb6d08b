import { fromPromise, type AnyActorRef } from 'xstate'
import { drain } from '../support/virtualClock.ts'

/** One run of an actor slot. */
export interface Call<Output, Input> {
  readonly input: Input
  readonly isAborted: () => boolean
  /** Answers, and lets the chart hear of it. */
  readonly answer: (output: Output) => Promise<void>
  /** Throws, as only a defect of ours does. */
  readonly break: (error: Error) => Promise<void>
}

export interface Slot<Output, Input> {
  readonly logic: ReturnType<typeof fromPromise<Output, Input>>
  readonly calls: readonly Call<Output, Input>[]
  /** The only run so far, or the newest; throws where there is none. */
  readonly call: () => Call<Output, Input>
}

/** An actor slot that writes down how it is run, and answers when it is told to. */
export const slot = <Output, Input>(): Slot<Output, Input> => {
  const calls: Call<Output, Input>[] = []
  return {
    calls,
    call: () => {
      const newest = calls.at(-1)
      if (newest === undefined) throw new Error('the slot was not run')
      return newest
    },
    logic: fromPromise<Output, Input>(
      ({ input, signal }) =>
        new Promise((resolve, reject) => {
          calls.push({
            input,
            isAborted: () => signal.aborted,
            answer: (output) => {
              resolve(output)
              return drain()
            },
            break: (error) => {
              reject(error)
              return drain()
            },
          })
        }),
    ),
  }
}

/** Starts an actor whose errors are looked at by the scenario, not thrown at the process. */
export const begin = <A extends AnyActorRef>(actor: A): A => {
  actor.subscribe({ error: () => undefined })
  actor.start()
  return actor
}
