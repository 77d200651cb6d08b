/** Something that changes and ends, and tells who listens. Costs nothing while nobody does. */
export class Observed {
  #listeners: Set<() => void> | undefined
  #isOver = false

  get isOver(): boolean {
    return this.#isOver
  }

  /** Number of listeners. */
  get watchers(): number {
    return this.#listeners?.size ?? 0
  }

  /** Calls `listener` after each change, and once when this is over. It must not throw. */
  listen(listener: () => void): () => void {
    if (this.#isOver) return () => undefined
    this.#listeners ??= new Set()
    this.#listeners.add(listener)
    return () => this.#listeners?.delete(listener)
  }

  changed(): void {
    if (this.#listeners === undefined) return
    for (const listener of [...this.#listeners]) listener()
  }

  end(): void {
    if (this.#isOver) return
    this.#isOver = true
    this.changed()
    this.#listeners = undefined
  }
}
