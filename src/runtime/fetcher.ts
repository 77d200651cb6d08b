import { either as E } from 'fp-ts'
import type * as t from 'io-ts'
import type { Failure } from '../protocol/failure.ts'
import type { Wire } from '../service/command.ts'
import { readResource } from '../transport/readResource.ts'

interface Want<A> {
  readonly codec: t.Type<A>
  /** Absolute URL. */
  readonly href: string
  /** The rel, for failures. */
  readonly operation: string
  readonly found: (resource: A) => void
  /** Gone, unreadable, or overtaken by a later event: then without a failure. Nobody is told when everything is given up. */
  readonly missed?: (failure: Failure | undefined) => void
}

interface Reading {
  readonly life: AbortController
  readonly done: Promise<void>
}

const everythingIsOver = 'everything is over'

/**
 * GETs what an event did not bring along. The page never waits for it, and an
 * answer that a later event about the same resource has overtaken is dropped.
 */
export class Fetcher {
  readonly #wire: Wire
  readonly #faulted: (error: unknown) => void
  /** By href; under a key of its own what no event overtakes. */
  readonly #wanted = new Map<string | symbol, Reading>()

  constructor(wire: Wire, faulted: (error: unknown) => void) {
    this.#wire = wire
    this.#faulted = faulted
  }

  /** A later event about this resource has come. Whether it was being read. */
  overtake(href: string): boolean {
    if (this.#wanted.size === 0) return false
    this.#wanted.get(href)?.life.abort()
    return this.#wanted.delete(href)
  }

  get<A>(want: Want<A>): void {
    this.overtake(want.href)
    this.#get(want, want.href)
  }

  /** The same, whatever events come meanwhile. */
  getAnyway<A>(want: Want<A>): void {
    this.#get(want, Symbol(want.operation))
  }

  /** Runs this once nothing is being read there, and never when everything is given up. */
  whenRead(href: string, run: () => void): void {
    const reading = this.#wanted.get(href)
    if (reading === undefined) return run()
    void reading.done.then(() => {
      if (reading.life.signal.reason !== everythingIsOver) this.whenRead(href, run)
    })
  }

  /** Gives everything up. */
  close(): void {
    for (const { life } of this.#wanted.values()) life.abort(everythingIsOver)
    this.#wanted.clear()
  }

  #get<A>({ codec, href, operation, found, missed }: Want<A>, key: string | symbol): void {
    const life = new AbortController()
    const done = readResource(this.#wire.exchange, codec, { operation, url: href }, life.signal)()
      .catch((defect: unknown) => {
        this.#faulted(defect)
        return undefined
      })
      .then((answer) => {
        if (this.#wanted.get(key)?.life === life) this.#wanted.delete(key)
        if (life.signal.reason === everythingIsOver) return
        if (answer === undefined || life.signal.aborted) missed?.(undefined)
        else if (E.isLeft(answer)) missed?.(answer.left)
        else found(answer.right.value)
      })
      .catch(this.#faulted)
    this.#wanted.set(key, { life, done })
  }
}
