import type { Account } from './accounts.ts'

/** What is known of a person whichever application she uses. */
export interface Standing {
  /** What she has said of herself; undefined where her activity decides. */
  chosen: string | undefined
  /** What the control handle makes of her, whatever she does. */
  puppet: string | undefined
  note: string
  location: string
  /** Milliseconds since 1970 UTC. */
  lastActive: number | undefined
  /** What others were told last. */
  told: string
}

export type Standings = (account: Account) => Standing

export const createStandings = (): Standings => {
  const known = new Map<Account, Standing>()
  return (account) => {
    const standing = known.get(account) ?? {
      chosen: undefined,
      puppet: undefined,
      note: '',
      location: '',
      lastActive: undefined,
      told: 'Offline',
    }
    known.set(account, standing)
    return standing
  }
}
