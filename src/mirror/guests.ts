import type { Subscription } from 'rxjs'
import type { ConversationLog } from '../client/conversationLog.ts'
import type { Clock } from '../seam/clock.ts'
import { carryOut, type Begun, type Found } from './carryOut.ts'
import type { Answer, Question } from './note.ts'
import { Past } from './past.ts'
import { toldError } from './toldError.ts'
import { watched } from './watched.ts'

/** Milliseconds after which nobody waits for what she has asked. */
const mostAge = 4_000

/** Calls of one mirror that are remembered, so that none that is repeated is done twice. */
const mostTaken = 1_000

/** Past conversations that can be asked for by a mirror that has read them. */
const mostLogs = 1_000

type Asked = Extract<Question, { readonly id: string }>

interface Surroundings {
  readonly clock: Clock
  readonly epoch: number
  readonly post: (answer: Answer) => void
  /** A mirror asks for the first time. */
  readonly met: (mirror: string) => void
}

/** What mirrors have asked of a host and have not let go of. */
export class Guests {
  readonly #found: Omit<Found, 'begun' | 'log'>
  /** Those that mirrors have read. */
  readonly #logs = new Past<ConversationLog>(mostLogs)
  readonly #s: Surroundings
  readonly #begun = new Map<string, Map<string, Begun>>()
  readonly #taken = new Map<string, Set<string>>()
  readonly #subscriptions = new Map<string, Map<string, Subscription>>()

  constructor(found: Omit<Found, 'begun' | 'log'>, surroundings: Surroundings) {
    this.#found = found
    this.#s = surroundings
  }

  take(question: Asked): void {
    const { from, id } = question
    if (!this.#taken.has(from)) {
      this.#taken.set(from, new Set())
      this.#s.met(from)
    }
    if (question.ask === 'unwatch') this.#letGo(from, id)
    else if (question.ask === 'call') this.#call(question)
    else this.#watch(question)
  }

  /** A mirror has gone. What it began goes on; nobody is told of it. */
  forget(mirror: string): void {
    for (const subscription of this.#subscriptions.get(mirror)?.values() ?? []) subscription.unsubscribe()
    this.#subscriptions.delete(mirror)
    this.#begun.delete(mirror)
    this.#taken.delete(mirror)
  }

  close(): void {
    for (const mirror of [...this.#subscriptions.keys()]) this.forget(mirror)
    this.#begun.clear()
    this.#taken.clear()
  }

  #call({ from, id, epoch, at, call }: Extract<Asked, { ask: 'call' }>): void {
    const { clock, epoch: own } = this.#s
    if ((epoch !== 0 && epoch !== own) || clock.now() - at > mostAge || !this.#isNew(from, id)) return
    // Before it is done: what is not known to be taken was not done, and may be asked of the next host.
    if (call.verb !== 'connect') this.#s.post({ tell: 'taken', to: from, id })
    const found = {
      ...this.#found,
      log: (href: string) => this.#logs.find(href),
      begun: (other: string) => this.#begun.get(from)?.get(other),
    }
    const begun = carryOut(found, call)
    const { changes, progress } = begun
    if (begun.handle !== undefined) this.#of(this.#begun, from).set(id, begun)
    const tell = (): void => {
      if (progress !== undefined) this.#s.post({ tell: 'progress', to: from, id, progress: progress() })
    }
    const subscription = changes?.subscribe({
      next: tell,
      complete: () => {
        this.#begun.get(from)?.delete(id)
        this.#letGo(from, id)
      },
    })
    if (subscription?.closed === false) this.#of(this.#subscriptions, from).set(id, subscription)
    const settle = (settlement: Extract<Answer, { tell: 'settled' }>['settlement']): void => {
      tell()
      this.#s.post({ tell: 'settled', to: from, id, settlement })
    }
    begun.settled.then(settle, (error: unknown) => settle({ error: toldError(error) }))
  }

  #watch({ from, id, watch }: Extract<Asked, { ask: 'watch' }>): void {
    const to = from
    const subscription = watched(this.#found.client, this.#found.conversation, this.#logs, watch).subscribe({
      next: (value) => this.#s.post({ tell: 'value', to, id, value }),
      error: (error: unknown) => this.#s.post({ tell: 'over', to, id, error: toldError(error) }),
      complete: () => this.#s.post({ tell: 'over', to, id, error: undefined }),
    })
    if (!subscription.closed) this.#of(this.#subscriptions, from).set(id, subscription)
  }

  #isNew(from: string, id: string): boolean {
    const taken = this.#taken.get(from) ?? new Set()
    if (taken.has(id)) return false
    taken.add(id)
    for (const oldest of taken) if (taken.size > mostTaken) taken.delete(oldest)
    return true
  }

  #letGo(from: string, id: string): void {
    this.#subscriptions.get(from)?.get(id)?.unsubscribe()
    this.#subscriptions.get(from)?.delete(id)
  }

  #of<T>(all: Map<string, Map<string, T>>, mirror: string): Map<string, T> {
    const its = all.get(mirror) ?? new Map<string, T>()
    all.set(mirror, its)
    return its
  }
}
