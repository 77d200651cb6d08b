import type { Observed } from '../runtime/observed.ts'

/** How a wait ends, once it does. */
export type Verdict<T> = { readonly resolve: T } | { readonly reject: Error }

/**
 * A promise that is made when it is first read, so that a failure which nobody
 * reads is never an unhandled rejection. The same promise at every reading.
 */
export const promised = <T>(source: Observed, judge: () => Verdict<T> | undefined): (() => Promise<T>) => {
  let promise: Promise<T> | undefined
  const make = (): Promise<T> =>
    new Promise((resolve, reject) => {
      let stop: () => void = () => undefined
      const settle = (): boolean => {
        const verdict = judge()
        if (verdict === undefined) return false
        stop()
        if ('resolve' in verdict) resolve(verdict.resolve)
        else reject(verdict.reject)
        return true
      }
      if (!settle()) stop = source.listen(settle)
    })
  return () => (promise ??= make())
}
