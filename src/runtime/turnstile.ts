/**
 * Does one thing for each item that asks for it, a few at a time. An item that
 * asks again while it waits is served once; while it is served, once more after.
 */
export class Turnstile<A> {
  readonly #serve: (item: A) => Promise<void>
  readonly #width: number
  readonly #waiting = new Set<A>()
  readonly #served = new Set<A>()

  /** `serve` must not reject. */
  constructor(width: number, serve: (item: A) => Promise<void>) {
    this.#width = width
    this.#serve = serve
  }

  enter(item: A): void {
    this.#waiting.add(item)
    this.#admit()
  }

  /** Gives up waiting. */
  leave(item: A): void {
    this.#waiting.delete(item)
  }

  #admit(): void {
    for (const item of this.#waiting) {
      if (this.#served.size >= this.#width) return
      if (this.#served.has(item)) continue
      this.#waiting.delete(item)
      this.#served.add(item)
      void this.#serve(item).then(() => {
        this.#served.delete(item)
        this.#admit()
      })
    }
  }
}
