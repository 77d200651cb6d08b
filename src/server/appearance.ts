import type { Account } from './accounts.ts'
import type { Application } from './application.ts'
import type { Site } from './site.ts'

type Activity = Application['activity']

const byActivity = (active: string, idle: string): Readonly<Record<Activity, string>> => ({
  active,
  idle,
  away: 'Away',
})

/** Whoever says nothing is what her activity makes of her; who is busy is it only while she is there. */
const restless: ReadonlyMap<string | undefined, Readonly<Record<Activity, string>>> = new Map([
  [undefined, byActivity('Online', 'IdleOnline')],
  ['Online', byActivity('Online', 'IdleOnline')],
  ['Busy', byActivity('Busy', 'IdleBusy')],
])

const inOrder: readonly Activity[] = ['active', 'idle', 'away']

/** How a person appears. Somebody without an application that can be reached is offline. */
export interface Appearance {
  readonly availability: string
  readonly activity?: string
}

/** No availability says that somebody is off work: she is away, and her activity says why. */
const worded = (word: string): Appearance =>
  word === 'Offwork' ? { availability: 'Away', activity: 'off-work' } : { availability: word }

export const appearanceOf = (site: Site, account: Account): Appearance => {
  const { puppet, chosen } = site.standings(account)
  if (puppet !== undefined) return worded(puppet)
  const reachable = site.applications.of(account).filter(({ isAvailable }) => isAvailable)
  const activity = inOrder.find((step) => reachable.some((application) => application.activity === step))
  if (activity === undefined) return { availability: 'Offline' }
  return worded(restless.get(chosen)?.[activity] ?? chosen ?? 'Online')
}
