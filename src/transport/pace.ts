import { either as E } from 'fp-ts'
import type { RequestFailure } from '../protocol/failure.ts'
import type { Clock, Timer } from '../seam/clock.ts'
import type { Exchange } from './exchange.ts'
import type { HttpResponse } from './http.ts'

/** Milliseconds: a request without an answer holds up the next one no longer. */
const longestHold = 500

/** So many that fail, and none that does not, are followed by no other within so many milliseconds of the first of them. */
const mostFailures = 10
const failingFor = 60_000

/** What the client asks by itself goes out one after another, and more rarely where nothing succeeds. */
export interface Pace {
  /**
   * The same exchange, where a request goes out, each time that it does, when the
   * one before it has its answer or is given up, or half a second after that went
   * out; and where the last ten have failed, a minute after the first of these.
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

type Response = E.Either<RequestFailure, HttpResponse>

/** A refusal of one resource is an answer of a server that works. */
const isSuccess = (response: Response): boolean =>
  E.isRight(response) && response.right.status < 500 && ![401, 403, 408, 429].includes(response.right.status)

const isAborted = (response: Response): boolean => E.isLeft(response) && response.left.name === 'Aborted'

export const createPace = (clock: Clock): Pace => {
  let waiting: (() => void)[] = []
  let holder: Holder | undefined
  /** When those went out that have failed since one succeeded: the last ten. */
  let failed: readonly number[] = []
  let timer: Timer

  /** A clock that was set back prolongs no wait. */
  const left = (since: number, length: number): number => length - Math.max(0, clock.now() - since)

  /** Milliseconds until the next may go out. */
  const wait = (): number => {
    const [first = 0] = failed
    return Math.max(
      holder === undefined ? 0 : left(holder.sentAt, longestHold),
      failed.length < mostFailures ? 0 : left(first, failingFor),
    )
  }

  const forgetOldest = (): void => {
    failed = failed.slice(1 - mostFailures)
  }

  const goOn = (): void => {
    clock.clearTimeout(timer)
    timer = undefined
    while (waiting.length > 0 && wait() <= 0) waiting.shift()?.()
    // A timer runs only where somebody waits.
    if (waiting.length > 0) timer = clock.setTimeout(waitedFor, wait())
  }

  /** Whatever the clock says now. */
  const waitedFor = (): void => {
    holder = undefined
    forgetOldest()
    goOn()
  }

  const turn = (run: () => void): void => {
    waiting.push(run)
    goOn()
  }

  /** Goes out now, unless given up: then the others wait for nothing. */
  const goneOut = (signal: AbortSignal): Promise<Holder | undefined> =>
    new Promise((resolve) => {
      const run = () => {
        signal.removeEventListener('abort', giveUp)
        if (signal.aborted) return resolve(undefined)
        forgetOldest()
        resolve((holder = { sentAt: clock.now() }))
      }
      const giveUp = () => {
        waiting = waiting.filter((one) => one !== run)
        resolve(undefined)
        goOn()
      }
      signal.addEventListener('abort', giveUp, { once: true })
      turn(run)
    })

  const inTurn = async (send: () => Promise<Response>, signal: AbortSignal): Promise<Response> => {
    const mine = await goneOut(signal)
    try {
      const response = await send()
      if (isSuccess(response)) failed = []
      else if (mine !== undefined && !isAborted(response)) failed = [...failed, mine.sentAt]
      return response
    } finally {
      if (holder === mine) holder = undefined
      goOn()
    }
  }

  return {
    paced: (exchange) => (request, signal) => exchange({ ...request, inTurn }, signal),
    free: () => new Promise((resolve) => turn(resolve)),
    end: () => {
      holder = undefined
      failed = []
      goOn()
    },
  }
}
