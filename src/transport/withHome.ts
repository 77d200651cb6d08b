import { taskEither as TE } from 'fp-ts'
import type { Exchange } from './exchange.ts'

/**
 * The same exchange, for requests to one origin alone. An href that leads anywhere else is NotAvailable, and nothing
 * is sent: whoever is asked could demand a token, and has no business with what people write.
 */
export const withHome =
  (exchange: Exchange, home: () => string): Exchange =>
  (request, signal) =>
    URL.canParse(request.url) && new URL(request.url).origin === home()
      ? exchange(request, signal)
      : TE.left({ name: 'NotAvailable', link: request.operation, reason: 'its href leads to another host' })
