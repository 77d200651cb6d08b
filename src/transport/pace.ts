import type { Clock, Timer } from '../seam/clock.ts'
import type { Exchange } from './exchange.ts'

/** Milliseconds: a request without an answer holds up the next one no longer. */
const longestHold = 500

/** What the client asks by itself goes out one after another. */
export interface Pace {
  /**
   * The same exchange, where a request goes out, each time that it does, when the
   * one before it has its answer or is given up, or half a second after that went
   * out.
   */
  readonly paced: (exchange: Exchange) => Exchange
  /** Resolves once a request would go out at once. */
  readonly free: () => Promise<void>
  /** Whatever waits goes on, to find that it has been given up. */
  readonly end: () => void
}

/** A request that has gone out. */
interface Holder {
  readonly sentAt: number
}

export const createPace = (clock: Clock): Pace => {
  const waiting: (() => void)[] = []
  let holder: Holder | undefined
  let timer: Timer

  const isFree = (): boolean => holder === undefined

  const letGo = (): void => {
    clock.clearTimeout(timer)
    timer = undefined
    holder = undefined
    while (isFree() && waiting.length > 0) waiting.shift()?.()
    holdUp()
  }

  const left = ({ sentAt }: Holder): number => longestHold - Math.max(0, clock.now() - sentAt)

  /** A timer runs only where somebody waits. */
  const holdUp = (): void => {
    if (holder === undefined || waiting.length === 0 || timer !== undefined) return
    timer = clock.setTimeout(letGo, Math.max(0, left(holder)))
  }

  const turn = (run: () => void): void => {
    if (waiting.length === 0 && (holder === undefined || left(holder) <= 0)) return run()
    waiting.push(run)
    holdUp()
  }

  const inTurn = async <A>(send: () => Promise<A>, signal: AbortSignal): Promise<A> => {
    let mine: Holder | undefined
    await new Promise<void>((resolve) =>
      turn(() => {
        if (!signal.aborted) holder = mine = { sentAt: clock.now() }
        resolve()
      }),
    )
    try {
      return await send()
    } finally {
      if (holder === mine) letGo()
    }
  }

  return {
    paced: (exchange) => (request, signal) => exchange({ ...request, inTurn }, signal),
    free: () => new Promise((resolve) => turn(resolve)),
    end: letGo,
  }
}
