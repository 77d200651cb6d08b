import type { Port } from '../../src/mirror/port.ts'

export interface Wire {
  /** One more end: hears all others, as with a BroadcastChannel. */
  readonly end: () => Port
  /** What has been posted. */
  readonly posted: readonly unknown[]
  /** From now on nothing arrives, as with a worker that has died. */
  readonly cut: () => void
}

/** Ports in memory that are as real ones are: what comes is a copy, and comes later. */
export const wire = (): Wire => {
  const ends = new Set<Set<(event: MessageEvent) => void>>()
  const posted: unknown[] = []
  let isCut = false
  return {
    posted,
    cut: () => {
      isCut = true
    },
    end: () => {
      const listeners = new Set<(event: MessageEvent) => void>()
      ends.add(listeners)
      return {
        postMessage: (message) => {
          const data: unknown = structuredClone(message)
          posted.push(data)
          queueMicrotask(() => {
            if (isCut) return
            for (const others of ends) {
              if (others === listeners) continue
              for (const listener of others) listener(new MessageEvent('message', { data }))
            }
          })
        },
        addEventListener: (_, listener) => void listeners.add(listener),
        removeEventListener: (_, listener) => void listeners.delete(listener),
      }
    },
  }
}
