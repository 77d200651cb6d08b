import type { Exchange } from './exchange.ts'

/**
 * The same exchange, where each request has a signal of its own: one that many requests share is listened to
 * once for all of them, since Node takes more than ten listeners for a leak and says so.
 */
export const withOwnSignal = (exchange: Exchange): Exchange => {
  const underWay = new WeakMap<AbortSignal, Set<AbortController>>()

  const requestsWith = (signal: AbortSignal): Set<AbortController> => {
    const known = underWay.get(signal)
    if (known !== undefined) return known
    const requests = new Set<AbortController>()
    underWay.set(signal, requests)
    const abort = () => {
      for (const request of requests) request.abort(signal.reason)
    }
    signal.addEventListener('abort', abort, { once: true })
    return requests
  }

  return (request, signal) => async () => {
    if (signal.aborted) return exchange(request, signal)()
    const mine = new AbortController()
    const requests = requestsWith(signal)
    requests.add(mine)
    try {
      return await exchange(request, mine.signal)()
    } finally {
      requests.delete(mine)
    }
  }
}
