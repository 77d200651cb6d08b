interface Source<A> {
  /** Where it is; undefined while there is none. */
  readonly href: () => string | undefined
  readonly get: (href: string, found: (resource: A) => void) => void
  readonly changed: () => void
}

/** A resource that few ask for: read when it is first asked for, kept up to date by events from then on. */
export class Followed<A> {
  readonly #source: Source<A>
  #value: A | undefined

  constructor(source: Source<A>) {
    this.#source = source
    this.read()
  }

  get value(): A | undefined {
    return this.#value
  }

  read(): void {
    const href = this.#source.href()
    if (href !== undefined) this.#source.get(href, (resource) => this.learn(resource))
  }

  /** There may be one by now. */
  readWhereMissing(): void {
    if (this.#value === undefined) this.read()
  }

  learn(resource: A | undefined): void {
    this.#value = resource
    this.#source.changed()
  }
}
