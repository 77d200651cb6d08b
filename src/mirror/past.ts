/** What is over, for late words about it. At most so many, 256 unless told: the oldest are forgotten. */
export class Past<T> {
  readonly #all = new Map<string, T>()
  readonly #bound: number

  constructor(bound = 256) {
    this.#bound = bound
  }

  find(href: string): T | undefined {
    return this.#all.get(href)
  }

  add(href: string, one: T): void {
    this.#all.set(href, one)
    for (const oldest of this.#all.keys()) if (this.#all.size > this.#bound) this.#all.delete(oldest)
  }
}
