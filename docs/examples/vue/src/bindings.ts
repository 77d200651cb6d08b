import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'
import type { Live } from 'rx-ucwa'
import type { Observable } from 'rxjs'

/** The latest value of an Observable, for as long as the component is there. */
export const useLatest = <T>(source$: Observable<T>, initial: T): Readonly<ShallowRef<T>> => {
  const value = shallowRef(initial)
  const subscription = source$.subscribe((next) => {
    value.value = next
  })
  onScopeDispose(() => subscription.unsubscribe())
  return value
}

export const useLive = <T>(live: Live<T>): Readonly<ShallowRef<T>> => useLatest(live, live.getSnapshot())
