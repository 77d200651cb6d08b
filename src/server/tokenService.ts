import type { Exchange } from './exchange.ts'
import { ok, type Reply } from './reply.ts'

const refuse = (error: string, diagnostics: string): Reply => ({
  status: 400,
  headers: { 'X-Ms-diagnostics': diagnostics },
  structure: { error },
})

const isForm = (contentType: string): boolean =>
  (contentType.split(';', 1)[0] ?? '').trim().toLowerCase() === 'application/x-www-form-urlencoded'

/** Gives tokens for user names and passwords. */
export const issueToken = ({ site, request, url }: Exchange): Reply => {
  const diagnostics = (code: number, reason: string) => `${code};source="${url.hostname}";reason="${reason}"`
  if (!isForm(request.headers['content-type'] ?? '')) {
    return refuse('invalid_request', diagnostics(28020, 'The request is not a form.'))
  }
  const form = new URLSearchParams(request.body)
  const grant = form.get('grant_type')
  if (grant === null) return refuse('invalid_request', diagnostics(28020, 'grant_type is missing.'))
  if (grant !== 'password') {
    return refuse('unsupported_grant_type', diagnostics(28029, 'Authentication type not allowed.'))
  }
  const username = form.get('username')
  const password = form.get('password')
  if (username === null || password === null) {
    return refuse('invalid_request', diagnostics(28020, 'A parameter is missing.'))
  }
  const account = site.accounts.find(username)
  if (account?.password !== password) return refuse('invalid_grant', diagnostics(28020, 'No valid credentials.'))
  return {
    ...ok({
      access_token: site.tokens.issue(account),
      expires_in: Math.floor(site.times.token / 1000),
      ms_rtc_identityscope: 'local',
      token_type: 'Bearer',
    }),
    headers: { 'Cache-Control': 'no-store' },
  }
}
