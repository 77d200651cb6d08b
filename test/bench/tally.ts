/** What the subscribers of a reader have been told: two readers of the same pages must tell the same. */
export class Tally {
  messages = 0
  states = 0
  #awaited = Number.POSITIVE_INFINITY
  #reached: () => void = () => undefined

  readonly message = (): void => {
    this.messages += 1
    if (this.messages === this.#awaited) this.#reached()
  }

  readonly state = (): void => {
    this.states += 1
  }

  /** Resolves when that many more messages have been told. */
  more(messages: number): Promise<void> {
    this.#awaited = this.messages + messages
    return new Promise((resolve) => (this.#reached = resolve))
  }
}
