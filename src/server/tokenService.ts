import { diagnostics } from './crossOrigin.ts'
import type { Exchange } from './exchange.ts'
import { identify } from './grants.ts'
import { ok, type Reply } from './reply.ts'

const refuse = (error: string, headers: Readonly<Record<string, string>>, signInPage?: string): Reply => ({
  status: 400,
  headers,
  structure: { error, ...(signInPage === undefined ? {} : { ms_rtc_passiveauthuri: signInPage }) },
})

const isForm = (contentType: string): boolean =>
  (contentType.split(';', 1)[0] ?? '').trim().toLowerCase() === 'application/x-www-form-urlencoded'

/** Gives tokens to those whom a grant proves. */
export const issueToken = (exchange: Exchange): Reply => {
  const { site, request, url } = exchange
  if (!isForm(request.headers['content-type'] ?? '')) {
    return refuse('invalid_request', diagnostics(url, 28020, 'The request is not a form.'))
  }
  const form = new URLSearchParams(request.body)
  const grant = form.get('grant_type')
  if (grant === null) return refuse('invalid_request', diagnostics(url, 28020, 'grant_type is missing.'))
  const proven = identify(grant, form, exchange)
  if (proven === undefined) {
    return refuse('unsupported_grant_type', diagnostics(url, 28029, 'Authentication type not allowed.'))
  }
  if ('error' in proven) return refuse(proven.error, diagnostics(url, 28020, proven.reason), proven.signInPage)
  const { token, lifetime } = site.tokens.issue(proven)
  return {
    ...ok({
      access_token: token,
      expires_in: Math.floor(lifetime / 1000),
      ms_rtc_identityscope: 'local',
      token_type: 'Bearer',
    }),
    headers: { 'Cache-Control': 'no-store' },
  }
}
