import { either as E, function as F } from 'fp-ts'
import type { ForeignRedirect } from '../protocol/failure.ts'
import { isWithin } from '../transport/domain.ts'

/** Where signing in is led to from where, and by what. */
export interface Redirect {
  /** URL of the answer that redirects. */
  readonly from: string
  /** As written: absolute, or relative to `from`. */
  readonly to: string
  /** An HTTP status (301, 302, …), or a `redirect` link in a body. */
  readonly by: 'status' | 'link'
}

/** Redirects in a row after which signing in gives up. */
export const mostHops = 5

export const foreignRedirect = (from: string, to: string, reason: string): ForeignRedirect => ({
  name: 'ForeignRedirect',
  from: withoutQuery(from),
  to: withoutQuery(to),
  reason,
})

const withoutQuery = (url: string): string => url.replace(/[?#].*$/s, '')

/** An href, unless it is no URL or leads from HTTPS to something else. */
export const resolveUp = (href: string, base: string): E.Either<ForeignRedirect, URL> => {
  if (!URL.canParse(href, base)) return E.left(foreignRedirect(base, href, 'not a URL'))
  const target = new URL(href, base)
  const isSafe = target.protocol === 'https:' || (target.protocol === 'http:' && new URL(base).protocol === 'http:')
  return isSafe ? E.right(target) : E.left(foreignRedirect(base, target.href, 'leads away from HTTPS'))
}

/** Where a redirect leads that may be followed, if only with the user's consent. */
interface Target {
  readonly href: string
  readonly needsConsent: boolean
}

/**
 * Whether a redirect may be followed, and where it then leads. By an HTTP status
 * only to the same host or into the sign-in domain; by a link also anywhere
 * else, if the link came over HTTPS, leads into a trusted domain, or the user
 * consents. Plain HTTP leads to HTTPS, or stays on its host.
 */
export const followRedirect = (
  { from, to, by }: Redirect,
  domain: string,
  trusted: readonly string[],
): E.Either<ForeignRedirect, Target> =>
  F.pipe(
    resolveUp(to, from),
    E.chain((target) => {
      const source = new URL(from)
      if (target.protocol === 'http:' && target.hostname !== source.hostname) {
        return E.left(foreignRedirect(from, target.href, 'leads to another host by plain HTTP'))
      }
      const isHome = target.hostname === source.hostname || isWithin(target.hostname, domain)
      if (!isHome && by === 'status') return E.left(foreignRedirect(from, target.href, `leads out of ${domain}`))
      const isVouched = source.protocol === 'https:' || trusted.some((name) => isWithin(target.hostname, name))
      return E.right({ href: target.href, needsConsent: !isHome && !isVouched })
    }),
  )
