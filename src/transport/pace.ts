import { either as E } from 'fp-ts'
import type { RequestFailure } from '../protocol/failure.ts'
import type { Clock, Timer } from '../seam/clock.ts'
import type { Exchange } from './exchange.ts'
import type { HttpResponse } from './http.ts'

/** Milliseconds: a request without an answer holds up the next one no longer. */
const longestHold = 500

/** So many of which none succeeds are followed by no other within so many milliseconds of the first of them. */
const mostFruitless = 10
const fruitlessFor = 60_000

/** What the client asks by itself goes out one after another, and more rarely where nothing succeeds. */
export interface Pace {
  /**
   * The same exchange, where a request goes out, each time that it does, when the
   * one before it has its answer or is given up, or half a second after that went
   * out; and where of the last ten none has succeeded, a minute after the first of these.
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
  /** What has gone out since one succeeded, and was not given up: the last ten. */
  let fruitless: readonly Holder[] = []
  let timer: Timer

  /** A clock that was set back prolongs no wait. */
  const left = ({ sentAt }: Holder, length: number): number => length - Math.max(0, clock.now() - sentAt)

  /** Milliseconds until the next may go out. */
  const wait = (): number => {
    const [first] = fruitless
    return Math.max(
      holder === undefined ? 0 : left(holder, longestHold),
      first === undefined || fruitless.length < mostFruitless ? 0 : left(first, fruitlessFor),
    )
  }

  /** For one more. */
  const makeRoom = (): readonly Holder[] => fruitless.slice(1 - mostFruitless)

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
    fruitless = makeRoom()
    goOn()
  }

  const turn = (run: () => void): void => {
    waiting.push(run)
    goOn()
  }

  /** Resolves when it goes out, or is given up while it waits. */
  const goneOut = (signal: AbortSignal): Promise<Holder | undefined> =>
    new Promise((resolve) => {
      const run = () => {
        signal.removeEventListener('abort', giveUp)
        holder = { sentAt: clock.now() }
        fruitless = [...makeRoom(), holder]
        resolve(holder)
      }
      const giveUp = () => {
        waiting = waiting.filter((one) => one !== run)
        resolve(undefined)
        goOn()
      }
      signal.addEventListener('abort', giveUp)
      turn(run)
    })

  const inTurn = async (send: () => Promise<Response>, signal: AbortSignal): Promise<Response> => {
    const mine = await goneOut(signal)
    try {
      const response = await send()
      if (isSuccess(response)) fruitless = []
      if (isAborted(response)) fruitless = fruitless.filter((one) => one !== mine)
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
      fruitless = []
      goOn()
    },
  }
}
