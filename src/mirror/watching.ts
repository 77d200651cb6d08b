import { Observable } from 'rxjs'
import { Live } from '../client/live.ts'
import { Observed } from '../runtime/observed.ts'
import { unlessSame } from './changed.ts'
import type { Line } from './line.ts'
import { errorOf } from './toldError.ts'
import type { Watch, Watchable } from './watch.ts'

type Watching<K extends keyof Watchable> = Watch & { readonly stream: K }

/** What the host reads while somebody here is subscribed. */
export const watching = <K extends keyof Watchable>(line: Line, watch: Watching<K>): Observable<Watchable[K]> =>
  new Observable((subscriber) =>
    line.watch(watch, {
      // The host gives of each stream what its name says.
      value: (value) => subscriber.next(value as Watchable[K]),
      over: (error) => (error === undefined ? subscriber.complete() : subscriber.error(errorOf(error))),
    }),
  )

/** The last value of a stream that is asked for while somebody is subscribed, and until then `unknown`. */
class Watched<T> extends Observed {
  readonly #source: Observable<T>
  readonly #unknown: T
  #stop: (() => void) | undefined
  value: T

  constructor(source: Observable<T>, unknown: T) {
    super()
    this.#source = source
    this.#unknown = unknown
    this.value = unknown
  }

  override listen(listener: () => void): () => void {
    const leave = super.listen(listener)
    if (!this.isOver && this.#stop === undefined) this.#begin()
    return () => {
      leave()
      if (this.watchers > 0 || this.isOver) return
      this.#stop?.()
      this.#stop = undefined
      this.value = this.#unknown
    }
  }

  #begin(): void {
    const subscription = this.#source.subscribe({
      next: (value) => {
        this.value = unlessSame(this.value, value)
        this.changed()
      },
      complete: () => this.end(),
    })
    this.#stop = () => subscription.unsubscribe()
  }
}

export const watchingLive = <K extends keyof Watchable>(
  line: Line,
  watch: Watching<K>,
  unknown: Watchable[K],
): Live<Watchable[K]> => {
  const watched = new Watched(watching<K>(line, watch), unknown)
  return new Live(watched, () => watched.value)
}
