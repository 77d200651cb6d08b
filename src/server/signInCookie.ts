import { identifier } from '../seam/random.ts'
import type { Account } from './accounts.ts'
import type { ServerRequest } from './http.ts'
import type { Site } from './site.ts'

const name = 'SignedIn'

/** A new cookie for who has signed in at the page: browsers bring it from pages of other hosts by HTTPS only. */
export const cookieFor = (account: Account, site: Site, url: URL): string => {
  const value = identifier(site.random)
  site.signInCookies.set(value, account)
  return `${name}=${value}; Path=/; HttpOnly; ${url.protocol === 'https:' ? 'SameSite=None; Secure' : 'SameSite=Lax'}`
}

/** Whose cookie came along. */
export const signedInBy = ({ headers }: ServerRequest, { signInCookies }: Site): Account | undefined =>
  (headers['cookie'] ?? '')
    .split(';')
    .map((pair) => pair.trim().split('='))
    .filter(([key]) => key === name)
    .map(([, value]) => signInCookies.get(value ?? ''))
    .find((account) => account !== undefined)

/** Makes the cookies of the user worthless. */
export const forgetCookies = ({ signInCookies }: Site, account: Account): void => {
  for (const [value, owner] of signInCookies) {
    if (owner === account) signInCookies.delete(value)
  }
}
