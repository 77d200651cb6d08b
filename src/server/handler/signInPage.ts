import type { Exchange } from '../exchange.ts'
import { paths } from '../paths.ts'
import type { Reply } from '../reply.ts'
import { cookieFor } from '../signInCookie.ts'

const page = (status: number, content: string, headers: Readonly<Record<string, string>> = {}): Reply => ({
  status,
  headers: {
    'Content-Security-Policy': "default-src 'none'; form-action 'self'; frame-ancestors 'self'",
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
export const getSignInPage = (): Reply => page(200, form)

/** Takes the form of that page: from then on the browser has a cookie that the token service knows. */
export const postSignInPage = ({ site, request, url }: Exchange): Reply => {
  const sent = new URLSearchParams(request.body)
  const account = site.accounts.find(sent.get('username') ?? '')
  if (account?.passive !== true || account.password !== sent.get('password')) {
    return page(403, `<p role="alert">The user name or the password is wrong.</p>${form}`)
  }
  return page(200, '<p>You are signed in, and may close this page.</p>', {
    'Set-Cookie': cookieFor(account, site, url),
  })
}
