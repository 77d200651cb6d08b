import { either as E } from 'fp-ts'
import type { Failure } from '../protocol/failure.ts'
import type { Clock, Timer } from '../seam/clock.ts'
import type { Random } from '../seam/random.ts'
import type { Wire } from '../service/command.ts'
import { deletePresenceSubscription } from '../service/deletePresenceSubscription.ts'
import { extendPresenceSubscription } from '../service/extendPresenceSubscription.ts'
import { subscribeToPresence } from '../service/subscribeToPresence.ts'
import { backoff, isTokenRefusal, longestWait, patiently, untilNextToken } from '../transport/retryPolicy.ts'

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
  /** Aborts with its application, or with the client, before it is dropped: nothing is sent then, and what was sent is given up. */
  readonly life: AbortSignal
}

/** Trying again would be answered the same. */
const isFinal = (failure: Failure): boolean =>
  failure.name === 'NotAvailable' ||
  failure.name === 'InvalidInput' ||
  (failure.name === 'Refused' && failure.status < 500 && ![401, 408, 429].includes(failure.status))

/**
 * One presenceSubscription that is kept up for as long as somebody needs it:
 * extended before its end, made again when the server has dropped it.
 */
export class PresenceLease {
  readonly uris: ReadonlySet<string>
  readonly #s: LeaseSurroundings
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

  /** Nobody needs it any more: it is deleted, once it is known where it is, unless its application is gone. */
  drop(): void {
    this.#isWanted = false
    this.renew()
  }

  async #keep(): Promise<void> {
    const { life, wire } = this.#s
    let href: string | undefined
    let failures = 0
    while (this.#isWanted) {
      this.#isWoken = false
      const answer = await this.#ask(href)
      if (E.isRight(answer)) {
        failures = 0
        href = answer.right
        await this.#pause(untilExtension)
      } else if (!isFinal(answer.left)) {
        failures += 1
        await this.#pause(this.#waitAfter(answer.left, failures))
      } else if (href === undefined) {
        await this.#pause(undefined)
      } else {
        href = undefined
      }
    }
    if (href !== undefined && !life.aborted) await deletePresenceSubscription(wire)({ href }, life)()
  }

  #waitAfter(failure: Failure, failures: number): number {
    if (isTokenRefusal(failure)) return untilNextToken
    const asked = failure.name === 'Refused' ? (failure.retryAfter ?? 0) : 0
    return Math.min(longestWait, Math.max(asked, backoff(failures, this.#s.random, patiently)))
  }

  async #ask(href: string | undefined): Promise<E.Either<Failure, string | undefined>> {
    const { life, wire } = this.#s
    if (href !== undefined) {
      return E.map(() => href)(await extendPresenceSubscription(wire)({ href, duration }, life)())
    }
    const uris = [...this.uris]
    const answer = await subscribeToPresence(wire)({ href: this.#s.href(), duration, uris }, life)()
    return E.map(({ location }: { readonly location: string | undefined }) => location)(answer)
  }

  /** Until `ms` have passed, or it is woken; for ever where there is nothing to wait for. */
  #pause(ms: number | undefined): Promise<void> {
    if (this.#isWoken) return Promise.resolve()
    const { clock } = this.#s
    return new Promise((resolve) => {
      const timer: Timer = ms === undefined ? undefined : clock.setTimeout(() => this.#wake(), ms)
      this.#wake = () => {
        clock.clearTimeout(timer)
        this.#wake = () => undefined
        resolve()
      }
    })
  }
}
