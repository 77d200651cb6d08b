import type { Account } from './accounts.ts'
import type { EventChannel } from './eventChannel.ts'
import type { Site } from './site.ts'

/** Instances of all applications of a user: one event channel each. */
export const instancesOf = ({ applications }: Site, account: Account): number =>
  applications.of(account).reduce((count, { channel }) => count + channel.all().length, 0)

/** P-GETs of a user that wait in other channels than this one, where a new one takes the place of the old. */
export const otherPolls = ({ applications }: Site, account: Account, mine: EventChannel): number =>
  applications
    .of(account)
    .flatMap(({ channel }) => channel.all())
    .filter((channel) => channel !== mine && channel.isParked()).length
