const bound = 256

/** What is over, for late words about it. At most 256: the oldest are forgotten. */
export class Past<T> {
  readonly #all = new Map<string, T>()

  find(href: string): T | undefined {
    return this.#all.get(href)
  }

  add(href: string, one: T): void {
    this.#all.set(href, one)
    for (const oldest of this.#all.keys()) if (this.#all.size > bound) this.#all.delete(oldest)
  }
}
