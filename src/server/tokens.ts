import type { Clock } from '../seam/clock.ts'
import { identifier, type Random } from '../seam/random.ts'
import { isStranger, type Account, type Accounts } from './accounts.ts'

interface Grant {
  readonly account: Account
  readonly expiresAt: number
}

export interface Tokens {
  /** A new token, good for `lifetime` milliseconds. */
  readonly issue: (account: Account) => { readonly token: string; readonly lifetime: number }
  /** Whose token it is; undefined when it is unknown or too old. */
  readonly holder: (token: string) => Account | undefined
  /** Makes every token of the user worthless, preset ones included. */
  readonly expire: (account: Account) => void
}

/** Milliseconds for which tokens are good. */
interface Lifetimes {
  readonly token: number
  readonly anonymousToken: number
}

export const createTokens = (accounts: Accounts, clock: Clock, random: Random, times: Lifetimes): Tokens => {
  const grants = new Map<string, Grant>()
  for (const account of accounts.all) {
    if (account.token !== undefined) grants.set(account.token, { account, expiresAt: Number.POSITIVE_INFINITY })
  }
  const forgetWhere = (isWorthless: (grant: Grant) => boolean) => {
    for (const [token, grant] of grants) {
      if (isWorthless(grant)) grants.delete(token)
    }
  }
  return {
    issue: (account) => {
      forgetWhere(({ expiresAt }) => expiresAt <= clock.now())
      const token = `cwt=${identifier(random)}`
      const lifetime = isStranger(account) ? times.anonymousToken : times.token
      grants.set(token, { account, expiresAt: clock.now() + lifetime })
      return { token, lifetime }
    },
    holder: (token) => {
      const grant = grants.get(token)
      return grant !== undefined && grant.expiresAt > clock.now() ? grant.account : undefined
    },
    expire: (account) => forgetWhere((grant) => grant.account === account),
  }
}
