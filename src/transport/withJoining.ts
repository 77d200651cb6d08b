import { either as E } from 'fp-ts'
import type { Answer } from './answer.ts'
import { attemptOf } from './attempt.ts'
import type { Exchange, ExchangeFailure } from './exchange.ts'
import { createFlight, type Flight } from './flight.ts'

/**
 * The same exchange, where those who read this resource at the same time share one answer, unless something was sent
 * meanwhile that may have changed it. Not for what is read because an event has told of it: that answer may be older.
 */
export const withJoining = (exchange: Exchange, operation: string): Exchange => {
  const underWay = new Map<string, Flight<ExchangeFailure, Answer>>()
  return (request, signal) => async () => {
    const { method, url } = request
    if (method !== 'GET') {
      const outcome = await exchange(request, signal)()
      underWay.clear()
      return outcome
    }
    if (request.operation !== operation) return exchange(request, signal)()
    const gone: ExchangeFailure = { name: 'Aborted', ...attemptOf(request) }
    if (signal.aborted) return E.left(gone)
    const known = underWay.get(url)
    if (known !== undefined) return known.join(signal, gone)
    const flight = createFlight<ExchangeFailure, Answer>(
      (life) => exchange(request, life),
      () => {
        if (underWay.get(url) === flight) underWay.delete(url)
      },
    )
    underWay.set(url, flight)
    return flight.join(signal, gone)
  }
}
