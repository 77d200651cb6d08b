import type { Clock } from '../../index.ts'

/** Something did not come about. The message says what was waited for, and why it failed. */
export class Disappointment extends Error {
  override readonly name = 'Disappointment'
}

const because = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause))

/**
 * Waits for something, but not for ever. Rejects with a Disappointment. A
 * rejection that nobody reads is no unhandled rejection.
 */
export type Patience = <A>(what: string, wait: Promise<A>) => Promise<A>

export const createPatience =
  (clock: Clock, ms: number): Patience =>
  (what, wait) => {
    let stop: () => void = () => undefined
    const tooLong = new Promise<never>((_, reject) => {
      const give = () => reject(new Disappointment(`${what}: not within ${ms / 1000} seconds`))
      const timer = clock.setTimeout(give, ms)
      stop = () => clock.clearTimeout(timer)
    })
    const named = wait.catch((cause: unknown) => {
      throw cause instanceof Disappointment ? cause : new Disappointment(`${what}: ${because(cause)}`)
    })
    const first = Promise.race([named, tooLong]).finally(stop)
    first.catch(() => undefined)
    return first
  }
