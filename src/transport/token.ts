import { either as E } from 'fp-ts'
import { tokenRefused, type Credentials, type Token } from './credentials.ts'

/** A token, or a function that is told the host name of the service that wants one. */
export type TokenProvider = string | Token | ((host: string) => string | Token | Promise<string | Token>)

/**
 * Signs in with tokens from outside, such as those of Azure AD. A string goes to
 * every host that asks on the way to the user's home; a function can tell them
 * apart, and is asked again when its token is refused or has expired. One that
 * throws is TokenRefused `provider_failed`, without what it threw.
 */
export const token = (provider: TokenProvider): Credentials => ({
  grant: 'token',
  refusalIsFinal: false,
  obtain: (demand) => async () => {
    try {
      const given = typeof provider === 'function' ? await provider(new URL(demand.origin).hostname) : provider
      return E.right(typeof given === 'string' ? { value: given } : given)
    } catch {
      return E.left(tokenRefused('provider_failed', `no token was given for ${demand.origin}`))
    }
  },
})
