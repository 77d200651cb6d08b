/** The newest answers of the server to one client, by operation. */
export class Answers {
  readonly #byOperation = new Map<string, number>()
  #newest: number | undefined

  add(operation: string, n: number): void {
    this.#byOperation.set(operation, n)
    this.#newest = n
  }

  /**
   * Number of the answer that brought an event: to a run of a request the answer to that request,
   * otherwise the newest one.
   */
  causeOf(type: string): number | undefined {
    const run = /^xstate\.(?:done|error)\.actor\.(.*)$/.exec(type)?.[1]
    return (run === undefined ? undefined : this.#byOperation.get(run)) ?? this.#newest
  }
}
