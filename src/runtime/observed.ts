const nobody: readonly (() => void)[] = []

/** Something that changes and ends, and tells who listens. Costs nothing while nobody does. */
export class Observed {
  /** Replaced, never changed: those who come or go while the others are told do not disturb. */
  #listeners: readonly (() => void)[] = nobody
  #isOver = false

  get isOver(): boolean {
    return this.#isOver
  }

  /** Number of listeners. */
  get watchers(): number {
    return this.#listeners.length
  }

  /** Calls `listener` after each change, and once when this is over. It must not throw. */
  listen(listener: () => void): () => void {
    if (this.#isOver) return () => undefined
    this.#listeners = [...this.#listeners, listener]
    return () => {
      this.#listeners = this.#listeners.filter((other) => other !== listener)
    }
  }

  changed(): void {
    for (const listener of this.#listeners) listener()
  }

  end(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.changed()
    this.#listeners = nobody
  }
}
