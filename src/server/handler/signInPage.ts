import type { Exchange } from '../exchange.ts'
import { frameAncestors } from '../origins.ts'
import { paths } from '../paths.ts'
import type { Reply } from '../reply.ts'
import { cookieFor } from '../signInCookie.ts'

const page = (
  { site }: Exchange,
  status: number,
  content: string,
  headers: Readonly<Record<string, string>> = {},
): Reply => ({
  status,
  headers: {
    'Content-Security-Policy': `default-src 'none'; form-action 'self'; ${frameAncestors(site.allowedOrigins)}`,
    'Cache-Control': 'no-store',
    ...headers,
  },
  text: {
    contentType: 'text/html; charset=utf-8',
    content: `<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Sign in</title>${content}</html>`,
  },
})

const form = `<form method="post" action="${paths.signInPage}">
<p><label>User name <input name="username" autocomplete="username" required></label>
<p><label>Password <input name="password" type="password" autocomplete="current-password" required></label>
<p><button>Sign in</button></form>`

/** The page of the passive grant. */
export const getSignInPage = (exchange: Exchange): Reply => page(exchange, 200, form)

/** Takes the form of that page: from then on the browser has a cookie that the token service knows. */
export const postSignInPage = (exchange: Exchange): Reply => {
  const { site, request, url } = exchange
  const sent = new URLSearchParams(request.body)
  const account = site.accounts.find(sent.get('username') ?? '')
  if (account?.passive !== true || account.password !== sent.get('password')) {
    return page(exchange, 403, `<p role="alert">The user name or the password is wrong.</p>${form}`)
  }
  return page(exchange, 200, '<p>You are signed in, and may close this page.</p>', {
    'Set-Cookie': cookieFor(account, site, url),
  })
}
