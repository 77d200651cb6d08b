import type { CreatedApplication } from '../../machines/sessionEvent.ts'
import type { Outcome } from '../protocol/failure.ts'

type Answer = Outcome<CreatedApplication, unknown> | undefined

interface UnderWay {
  readonly answer: Promise<Answer>
  readonly life: AbortController
  isAwaited: boolean
}

/**
 * The request that makes the application, or looks for one that is there. Who signs out meanwhile waits for its
 * answer, so that what it makes or finds can be deleted; for anybody else it ends with its step.
 */
export class Creation {
  readonly #closed: AbortSignal
  #underWay: UnderWay | undefined

  /** @param closed aborts where nobody signs out any more, and the request is given up at once. */
  constructor(closed: AbortSignal) {
    this.#closed = closed
  }

  async run<A extends Answer>(send: (signal: AbortSignal) => Promise<A>, step: AbortSignal): Promise<A> {
    const life = new AbortController()
    const answer = send(life.signal)
    const mine: UnderWay = { answer, life, isAwaited: false }
    this.#underWay = mine
    // Who signs out says so in the same turn.
    const giveUp = () => void Promise.resolve().then(() => !mine.isAwaited && life.abort())
    const giveUpAtOnce = () => life.abort()
    step.addEventListener('abort', giveUp)
    this.#closed.addEventListener('abort', giveUpAtOnce)
    const outcome = await answer
    step.removeEventListener('abort', giveUp)
    this.#closed.removeEventListener('abort', giveUpAtOnce)
    if (this.#underWay === mine) this.#underWay = undefined
    return outcome
  }

  /** What the request that was just given up has made or found after all; undefined where there is none, or it has failed. */
  async made(signal: AbortSignal): Promise<CreatedApplication | undefined> {
    const { answer, life } = this.#wait() ?? {}
    const giveUp = () => life?.abort()
    signal.addEventListener('abort', giveUp)
    const outcome = await answer
    signal.removeEventListener('abort', giveUp)
    return outcome?._tag === 'Right' ? outcome.right : undefined
  }

  #wait(): UnderWay | undefined {
    if (this.#underWay !== undefined) this.#underWay.isAwaited = true
    return this.#underWay
  }
}
