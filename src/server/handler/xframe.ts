import { identifier } from '../../seam/random.ts'
import { originRefused } from '../crossOrigin.ts'
import type { Exchange } from '../exchange.ts'
import { foreign, frameAncestors, originOf } from '../origins.ts'
import type { Reply } from '../reply.ts'
import { xframePage } from '../xframePage.ts'

/**
 * The page for browsers. Who frames it is known by the Referer, which a browser
 * may leave out: then `frame-ancestors` has the browser itself refuse.
 */
export const getXframe = ({ site, request, url }: Exchange): Reply => {
  const referrer = foreign(originOf(request.headers['referer'] ?? ''), url)
  const isFramed = request.headers['sec-fetch-dest'] !== 'document'
  if (isFramed && referrer !== undefined && !site.allowedOrigins.has(referrer)) return originRefused(url, referrer)
  const nonce = identifier(site.random)
  return {
    status: 200,
    headers: {
      'Content-Security-Policy': [
        "default-src 'none'",
        `script-src 'nonce-${nonce}'`,
        "connect-src 'self'",
        frameAncestors(site.allowedOrigins),
      ].join('; '),
      Vary: 'Referer, Sec-Fetch-Dest',
    },
    text: { contentType: 'text/html; charset=utf-8', content: xframePage([...site.allowedOrigins], nonce) },
  }
}
