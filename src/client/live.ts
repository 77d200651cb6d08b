import { Observable, type Observer, type Subscription } from 'rxjs'
import type { Observed } from '../runtime/observed.ts'

/**
 * A value that changes: an Observable that replays the current one at once.
 *
 * Hot. Every subscriber gets the current value synchronously, then each change.
 * Completes with what it is about; a late subscriber still gets the last value,
 * then the completion. Never errors. `getSnapshot` and `onChange` are bound, and
 * the snapshot is the same object until it changes, as React's
 * `useSyncExternalStore` and Svelte's stores want it.
 */
export class Live<T> extends Observable<T> implements AsyncIterable<T> {
  /** The current value. */
  readonly getSnapshot: () => T
  #onChange: ((listener: () => void) => () => void) | undefined

  constructor(observed: Observed, read: () => T) {
    super((subscriber) => {
      let last = read()
      subscriber.next(last)
      if (observed.isOver) {
        subscriber.complete()
        return
      }
      return observed.listen(() => {
        const now = read()
        if (!Object.is(now, last)) {
          last = now
          subscriber.next(now)
        }
        if (observed.isOver) subscriber.complete()
      })
    })
    this.getSnapshot = read
  }

  /** For JSON, where subscribers make a circle: the current value. */
  toJSON(): T {
    return this.getSnapshot()
  }

  /** Calls `listener` after each change, without the value; returns what ends that. */
  get onChange(): (listener: () => void) => () => void {
    return (this.#onChange ??= (listener) => {
      let isFirst = true
      const subscription = this.subscribe(() => {
        if (isFirst) isFirst = false
        else listener()
      })
      return () => subscription.unsubscribe()
    })
  }

  override subscribe(observerOrNext?: Partial<Observer<T>> | ((value: T) => void) | null): Subscription
  override subscribe(
    next?: ((value: T) => void) | null,
    error?: ((error: unknown) => void) | null,
    complete?: (() => void) | null,
  ): Subscription
  override subscribe(
    first?: Partial<Observer<T>> | ((value: T) => void) | null,
    error?: ((error: unknown) => void) | null,
    complete?: (() => void) | null,
  ): Subscription {
    const subscription =
      typeof first === 'function' || first === null
        ? super.subscribe({ next: first ?? undefined, error: error ?? undefined, complete: complete ?? undefined })
        : super.subscribe(first)
    subscription.unsubscribe = subscription.unsubscribe.bind(subscription)
    return subscription
  }

  /**
   * Yields the current value, then the newest one whenever the loop comes round
   * and there is a new one. Leaving the loop frees at once.
   */
  [Symbol.asyncIterator](): AsyncIterator<T, undefined> {
    const over: IteratorResult<T, undefined> = { done: true, value: undefined }
    let newest: { readonly value: T } | undefined
    const asked: ((result: IteratorResult<T, undefined>) => void)[] = []
    let isOver = false
    const give = (): void => {
      if (newest !== undefined && asked.length > 0) {
        asked.shift()?.({ done: false, value: newest.value })
        newest = undefined
      }
      if (!isOver || newest !== undefined) return
      for (const ask of asked.splice(0)) ask(over)
    }
    const subscription = this.subscribe({
      next: (value) => {
        newest = { value }
        give()
      },
      complete: () => {
        isOver = true
        give()
      },
    })
    return {
      next: () =>
        new Promise((resolve) => {
          asked.push(resolve)
          give()
        }),
      return: () => {
        subscription.unsubscribe()
        newest = undefined
        isOver = true
        give()
        return Promise.resolve(over)
      },
    }
  }
}
