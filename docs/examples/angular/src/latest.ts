import type { Signal } from '@angular/core'
import { toObservable, toSignal } from '@angular/core/rxjs-interop'
import { switchMap, type Observable } from 'rxjs'

/** The latest value of an Observable of what an input has; undefined before the first. */
export const latest = <A, T>(input: Signal<A>, of: (value: A) => Observable<T>): Signal<T | undefined> =>
  toSignal(toObservable(input).pipe(switchMap(of)))
