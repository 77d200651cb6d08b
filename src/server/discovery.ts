import type { Account } from './accounts.ts'
import type { Exchange } from './exchange.ts'
import { offeredGrants } from './grants.ts'
import { paths } from './paths.ts'
import { ok, type Reply } from './reply.ts'

/** Who issues tokens, and for whom, in the identifiers that Microsoft gives its servers. */
const issuer = '00000002-0000-0ff1-ce00-000000000000'
const client = '00000004-0000-0ff1-ce00-000000000000'

const absolute = ({ url }: Exchange, path: string): string => `${url.origin}${path}`

/** The links are at the host that was asked, whatever its name: the server has no other. */
export const root = (exchange: Exchange): Reply =>
  ok({
    _links: {
      self: { href: absolute(exchange, paths.root) },
      user: { href: absolute(exchange, paths.user) },
      xframe: { href: absolute(exchange, paths.xframe) },
    },
    rel: 'root',
  })

export const user = (_: Account, exchange: Exchange): Reply =>
  ok({
    _links: {
      self: { href: absolute(exchange, paths.user) },
      applications: {
        href: absolute(exchange, paths.applications),
        revision: String(exchange.site.applicationsRevision),
      },
      xframe: { href: absolute(exchange, paths.xframe) },
    },
    rel: 'user',
  })

/** Tells where a token is to be had. The body is for people. */
export const unauthorized = (exchange: Exchange): Reply => ({
  status: 401,
  headers: {
    'WWW-Authenticate': [
      `Bearer trusted_issuers="${issuer}@${exchange.url.hostname}", client_id="${client}"`,
      `MsRtcOAuth href="${absolute(exchange, paths.token)}",grant_type="${offeredGrants(exchange.site).join(',')}"`,
    ],
  },
  text: { contentType: 'text/html', content: '<!DOCTYPE html><title>401</title><p>Unauthorized.</p>' },
})
