import type { Account } from './accounts.ts'

/** How many requests inside batches wait for an answer, by user. */
export interface Outstanding {
  /** Whether so many more may run; if they may, they count until `release` gives them back. */
  readonly admit: (account: Account, requests: number) => boolean
  readonly release: (account: Account, requests: number) => void
}

export const createOutstanding = (most: number): Outstanding => {
  const counts = new Map<Account, number>()
  const add = (account: Account, requests: number): void => {
    const count = (counts.get(account) ?? 0) + requests
    if (count === 0) counts.delete(account)
    else counts.set(account, count)
  }
  return {
    admit: (account, requests) => {
      if ((counts.get(account) ?? 0) + requests > most) return false
      add(account, requests)
      return true
    },
    release: (account, requests) => add(account, -requests),
  }
}
