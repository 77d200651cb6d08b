import { either as E } from 'fp-ts'
import type { Failure } from '../protocol/failure.ts'
import type { Clock, Timer } from '../seam/clock.ts'
import type { Random } from '../seam/random.ts'
import type { Wire } from '../service/command.ts'
import { deletePresenceSubscription } from '../service/deletePresenceSubscription.ts'
import { extendPresenceSubscription } from '../service/extendPresenceSubscription.ts'
import { subscribeToPresence } from '../service/subscribeToPresence.ts'
import { backoff, patiently } from '../transport/retryPolicy.ts'

/** Minutes: the most that the protocol has. */
const duration = 30

/** Milliseconds after which it is extended: five minutes before its end, for tries that fail. */
const untilExtension = (duration - 5) * 60_000

export interface LeaseSurroundings {
  /** As it is: what may be repeated is decided here. */
  readonly wire: Wire
  readonly clock: Clock
  readonly random: Random
  /** Where subscriptions are made now. */
  readonly href: () => string | undefined
}

/** Trying again would be answered the same. */
const isFinal = (failure: Failure): boolean =>
  failure.name === 'NotAvailable' ||
  failure.name === 'InvalidInput' ||
  (failure.name === 'Refused' && failure.status < 500 && failure.status !== 408 && failure.status !== 429)

/**
 * One presenceSubscription that is kept up for as long as somebody needs it:
 * extended before its end, made again when the server has dropped it.
 */
export class PresenceLease {
  readonly uris: ReadonlySet<string>
  readonly #s: LeaseSurroundings
  readonly #life = new AbortController()
  #isWanted = true
  #isWoken = false
  #wake: () => void = () => undefined

  constructor(surroundings: LeaseSurroundings, uris: readonly string[], faulted: (error: unknown) => void) {
    this.#s = surroundings
    this.uris = new Set(uris)
    void this.#keep().catch(faulted)
  }

  /** The server may have dropped it: sees to it now. */
  renew(): void {
    this.#isWoken = true
    this.#wake()
  }

  /** Nobody needs it any more: it is deleted, once it is known where it is. */
  drop(): void {
    this.#isWanted = false
    this.renew()
  }

  /** Its application is gone, or the client: nothing is sent. */
  end(): void {
    this.#life.abort()
    this.drop()
  }

  async #keep(): Promise<void> {
    const { signal } = this.#life
    let href: string | undefined
    let failures = 0
    while (this.#isWanted) {
      this.#isWoken = false
      const answer = await this.#ask(href, signal)
      if (E.isRight(answer)) {
        failures = 0
        href = answer.right
        await this.#pause(untilExtension)
      } else if (!isFinal(answer.left)) {
        failures += 1
        const asked = answer.left.name === 'Refused' ? (answer.left.retryAfter ?? 0) : 0
        await this.#pause(Math.max(asked, backoff(failures, this.#s.random, patiently)))
      } else if (href === undefined) {
        await this.#pause(undefined)
      } else {
        href = undefined
      }
    }
    if (href !== undefined && !signal.aborted) await deletePresenceSubscription(this.#s.wire)({ href }, signal)()
  }

  async #ask(href: string | undefined, signal: AbortSignal): Promise<E.Either<Failure, string | undefined>> {
    const { wire } = this.#s
    if (href !== undefined) {
      return E.map(() => href)(await extendPresenceSubscription(wire)({ href, duration }, signal)())
    }
    const uris = [...this.uris]
    const answer = await subscribeToPresence(wire)({ href: this.#s.href(), duration, uris }, signal)()
    return E.map(({ location }: { readonly location: string | undefined }) => location)(answer)
  }

  /** Until `ms` have passed, or it is woken; for ever where there is nothing to wait for. */
  #pause(ms: number | undefined): Promise<void> {
    if (this.#isWoken) return Promise.resolve()
    const { clock } = this.#s
    return new Promise((resolve) => {
      const timer: Timer = ms === undefined ? undefined : clock.setTimeout(() => this.#wake(), ms)
      this.#wake = () => {
        if (ms !== undefined) clock.clearTimeout(timer)
        this.#wake = () => undefined
        resolve()
      }
    })
  }
}
