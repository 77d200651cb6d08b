import type { Clock, Timer } from '../seam/clock.ts'
import type { Entry } from './recording/entry.ts'
import type { Log } from './recording/log.ts'
import { headerOf, linesOf } from './recording/recording.ts'

/** Entries go out together, at most this many milliseconds after they came. */
const pace = 20

/** Takes lines; answers whether it can keep up. One that cannot is let go, and may come back. */
export type Sink = (lines: string) => boolean

/** Hands entries to whoever looks on: first those that are there, then what comes. */
export class Feed {
  readonly #id: string
  readonly #log: Log
  readonly #clock: Clock
  readonly #sinks = new Map<Sink, () => void>()
  #waiting: Entry[] = []
  #timer: Timer

  constructor(id: string, log: Log, clock: Clock) {
    this.#id = id
    this.#log = log
    this.#clock = clock
  }

  /** `id` and `from` tell what the sink has from an earlier time; `ended` is called when it gets nothing more. */
  join(sink: Sink, { id, from }: { readonly id: string; readonly from: number }, ended: () => void): void {
    this.#flush()
    const isBack = id === this.#id && from >= (this.#log.at(0)?.n ?? 0)
    const lines = isBack
      ? [headerOf(this.#id, 0), ...this.#log.since(this.#log.placeOf(from))].map((line) => JSON.stringify(line))
      : linesOf(this.#id, this.#log)
    this.#sinks.set(sink, ended)
    this.#give(sink, `${lines.join('\n')}\n`)
  }

  leave(sink: Sink): void {
    this.#sinks.delete(sink)
  }

  add(entry: Entry): void {
    if (this.#sinks.size === 0) return
    this.#waiting.push(entry)
    this.#timer ??= this.#clock.setTimeout(() => this.#flush(), pace)
  }

  close(): void {
    this.#flush()
    const all = [...this.#sinks.values()]
    this.#sinks.clear()
    for (const ended of all) ended()
  }

  #flush(): void {
    this.#clock.clearTimeout(this.#timer)
    this.#timer = undefined
    const lines = this.#waiting.map((entry) => `${JSON.stringify(entry)}\n`).join('')
    this.#waiting = []
    if (lines !== '') for (const sink of [...this.#sinks.keys()]) this.#give(sink, lines)
  }

  #give(sink: Sink, lines: string): void {
    if (sink(lines)) return
    this.#sinks.get(sink)?.()
    this.#sinks.delete(sink)
  }
}
