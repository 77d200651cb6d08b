import type { InspectionEvent } from 'xstate'

/** Any Observable. */
export interface Watched<T> {
  readonly subscribe: (observer: { readonly next: (value: T) => void }) => { readonly unsubscribe: () => void }
}

/** One request, what was answered, or that nothing was. */
export interface WatchedTraffic {
  readonly kind: 'request' | 'response' | 'failure'
  readonly number: number
  readonly operation: string
  readonly url: string
}

/** What can be watched. A client of this package is one; so is anything else of this shape. */
export interface Watchable {
  /** Tells of every actor, the living ones first. */
  readonly inspect: (observer: { readonly next: (event: InspectionEvent) => void }) => {
    readonly unsubscribe: () => void
  }
  /** Requests and answers, without secrets. */
  readonly traffic$?: Watched<WatchedTraffic>
  /** Observables to draw as marbles, by name. Whoever subscribes must take nothing from others. */
  readonly streams?: Readonly<Record<string, Watched<unknown>>>
}
