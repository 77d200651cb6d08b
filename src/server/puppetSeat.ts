import type { Account } from './accounts.ts'
import type { PuppetSeat } from './call.ts'
import type { Site } from './site.ts'

/** The seat from which the control handle moves a person. */
export const puppetSeat = (site: Site, account: Account): PuppetSeat => {
  const known = site.puppets.get(account)
  if (known !== undefined) return known
  const seat: PuppetSeat = {
    kind: 'puppet',
    account,
    supportedMessageFormats: ['Plain', 'Html'],
    heard: [],
  }
  site.puppets.set(account, seat)
  return seat
}
