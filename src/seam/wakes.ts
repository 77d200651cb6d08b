/**
 * Tells when the machine may have been away: asleep, or without a network.
 * Calls `woke` each time, until what it gives back is called.
 */
export type Wakes = (woke: () => void) => () => void

interface EventSource {
  readonly addEventListener: (type: string, listener: () => void) => void
  readonly removeEventListener: (type: string, listener: () => void) => void
}

const isEventSource = (u: unknown): u is EventSource =>
  typeof u === 'object' &&
  u !== null &&
  typeof Reflect.get(u, 'addEventListener') === 'function' &&
  typeof Reflect.get(u, 'removeEventListener') === 'function'

const eventsOf =
  (source: unknown, type: string, isMeant: () => boolean = () => true): Wakes =>
  (woke) => {
    if (!isEventSource(source)) return () => undefined
    const hear = (): void => {
      if (isMeant()) woke()
    }
    source.addEventListener(type, hear)
    return () => source.removeEventListener(type, hear)
  }

/** In a browser: the network is back, or the page can be seen again. Anywhere else, never. */
export const browserWakes =
  (scope: object = globalThis): Wakes =>
  (woke) => {
    const page: unknown = Reflect.get(scope, 'document')
    const isVisible = (): boolean =>
      typeof page === 'object' && page !== null && Reflect.get(page, 'visibilityState') === 'visible'
    const stops = [eventsOf(scope, 'online')(woke), eventsOf(page, 'visibilitychange', isVisible)(woke)]
    return () => {
      for (const stop of stops) stop()
    }
  }
