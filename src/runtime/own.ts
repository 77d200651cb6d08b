import { Observed } from './observed.ts'

const isSame = (one: object, other: object): boolean => {
  const values = new Map<string, unknown>(Object.entries(other))
  return Object.entries(one).every(([name, value]) => values.get(name) === value)
}

/** Something of the user's that is read when somebody begins to listen, and kept up to date as long as anybody does. */
export class Own<V extends object> extends Observed {
  readonly #unknown: V
  readonly #read: () => void
  #value: V

  constructor(unknown: V, read: () => void) {
    super()
    this.#unknown = unknown
    this.#value = unknown
    this.#read = read
  }

  get value(): V {
    return this.#value
  }

  override listen(listener: () => void): () => void {
    const stop = super.listen(listener)
    if (this.watchers === 1) this.#read()
    return () => {
      stop()
      if (this.watchers === 0) this.#value = this.#unknown
    }
  }

  /** Undefined where nothing is known. */
  learn(value: V | undefined): void {
    if (this.watchers === 0) return
    const now = value ?? this.#unknown
    if (isSame(now, this.#value)) return
    this.#value = now
    this.changed()
  }
}
