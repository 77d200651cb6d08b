import { useEffect, useState, useSyncExternalStore } from 'react'
import type { Live } from 'rx-ucwa'
import type { Observable } from 'rxjs'

/** The present value of a `Live`, which is a store as React wants it. */
export const useLive = <T>({ onChange, getSnapshot }: Live<T>): T => useSyncExternalStore(onChange, getSnapshot)

/** The latest value of any other Observable. It must be the same one in each render. */
export const useLatest = <T>(source$: Observable<T>, initial: T): T => {
  const [value, setValue] = useState(initial)
  useEffect(() => {
    const subscription = source$.subscribe((next) => setValue(() => next))
    return () => subscription.unsubscribe()
  }, [source$])
  return value
}
