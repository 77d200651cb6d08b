import type { ToldMessage } from './told.ts'

const bound = 1_000

/** Tells a message from all others of its conversation. */
export const keyOf = ({ resource }: Pick<ToldMessage, 'resource'>): string => resource._links.self.href.toLowerCase()

/** The newest messages of a conversation, each once, whoever tells of it. At most 1,000. */
export class MessageLog<M extends Pick<ToldMessage, 'resource'>> {
  #messages: readonly M[] = []
  readonly #known = new Map<string, M>()

  constructor(before: readonly M[] = []) {
    for (const message of before) this.add(message)
  }

  /** Oldest first. */
  get messages(): readonly M[] {
    return this.#messages
  }

  find(key: string): M | undefined {
    return this.#known.get(key)
  }

  /** Whether it is new. */
  add(message: M): boolean {
    const key = keyOf(message)
    if (this.#known.has(key)) return false
    this.#known.set(key, message)
    this.#messages = [...this.#messages, message]
    if (this.#messages.length > bound) {
      const [oldest, ...rest] = this.#messages
      this.#messages = rest
      if (oldest !== undefined) this.#known.delete(keyOf(oldest))
    }
    return true
  }
}
