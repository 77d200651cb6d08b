import type { ToldMessage } from './told.ts'

const bound = 1_000

/** The newest messages of a conversation, each once, whoever tells of it. At most 1,000. */
export class MessageLog {
  #messages: readonly ToldMessage[] = []
  readonly #known = new Set<string>()

  constructor(before: readonly ToldMessage[] = []) {
    for (const message of before) this.add(message)
  }

  /** Oldest first. */
  get messages(): readonly ToldMessage[] {
    return this.#messages
  }

  /** Whether it is new. */
  add(message: ToldMessage): boolean {
    const key = keyOf(message)
    if (this.#known.has(key)) return false
    this.#known.add(key)
    this.#messages = [...this.#messages, message]
    if (this.#messages.length > bound) {
      const [oldest, ...rest] = this.#messages
      this.#messages = rest
      if (oldest !== undefined) this.#known.delete(keyOf(oldest))
    }
    return true
  }
}

const keyOf = ({ resource }: ToldMessage): string => resource._links.self.href.toLowerCase()
