import type { Clock, Timer } from '../seam/clock.ts'
import type { Wakes } from '../seam/wakes.ts'
import { lateTimer } from './lateTimer.ts'
import type { Session } from './session.ts'

interface Surroundings {
  readonly clock: Clock
  /** What the surroundings tell, besides timers that fire late. */
  readonly wakes: Wakes
  readonly session: Session
  readonly woke: () => void
}

/** Milliseconds: what is told in between is told at the end, once. A network that comes and goes must not hurry anybody. */
const rest = 5_000

/** States in which the client has something under way by itself. */
const underWay: ReadonlySet<Session['state']> = new Set([
  'discovering',
  'authenticating',
  'creating',
  'waiting',
  'created',
])

/** Tells when the machine is back, as long as the session is under way: at once, then every five seconds at most. */
export class Waking {
  readonly #s: Surroundings
  #stop: (() => void) | undefined
  #state: 'listening' | 'resting' | 'woken' = 'listening'
  #timer: Timer = undefined

  constructor(surroundings: Surroundings) {
    this.#s = surroundings
    surroundings.session.listen(() => this.#follow())
  }

  #follow(): void {
    const { session, clock, wakes } = this.#s
    const isUnderWay = !session.isOver && underWay.has(session.state)
    if (isUnderWay === (this.#stop !== undefined)) return
    if (!isUnderWay) return this.#end()
    const stops = [lateTimer(clock), wakes].map((listen) => listen(() => this.#hear()))
    this.#stop = () => {
      for (const stop of stops) stop()
    }
  }

  #hear(): void {
    if (this.#state === 'listening') this.#tell()
    else this.#state = 'woken'
  }

  #tell(): void {
    this.#state = 'resting'
    this.#timer = this.#s.clock.setTimeout(() => {
      if (this.#state === 'woken') this.#tell()
      else this.#state = 'listening'
    }, rest)
    this.#s.woke()
  }

  #end(): void {
    this.#stop?.()
    this.#stop = undefined
    this.#s.clock.clearTimeout(this.#timer)
    this.#state = 'listening'
  }
}
