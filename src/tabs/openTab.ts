import type { Client } from '../client/client.ts'
import { Mirror } from '../mirror/mirror.ts'
import type { MirroredClient } from '../mirror/surface.ts'
import { systemClock, type Clock } from '../seam/clock.ts'
import { identifier, systemRandom, type Random } from '../seam/random.ts'
import { OwnChannel } from './ownChannel.ts'
import { browserPlatform, type Platform } from './platform.ts'
import { SharedChannel } from './sharedChannel.ts'
import type { TabIdentity } from './tabIdentity.ts'

export interface TabOptions {
  /** Tells this user from others of the same origin, such as her sign-in address. */
  readonly name: string
  /** Makes the client of this tab: pass all that `identity` has on to `createClient`. Called when this tab needs one, and again when it needs another. */
  readonly createClient: (identity: TabIdentity) => Client
  /**
   * `shared`, unless told: one tab has the only client, and the others follow it. Needs Web Locks, which a
   * page on plain HTTP has not: `own` takes its place. `own`: each tab polls an event channel of its own, as one
   * instance of the application of all; where the server knows no instances, `shared` takes its place. Where
   * neither can be had, each tab is an endpoint of its own.
   */
  readonly channels?: 'own' | 'shared'
  readonly clock?: Clock
  readonly random?: Random
  /** The browser's, unless told. */
  readonly platform?: Platform
}

/**
 * The client of one tab among several of an origin.
 *
 * All tabs are one endpoint, and each hears everything; a reload loses nothing. The tab that leads hands
 * the lead over when it is closed, when it dies, or when it has not answered for ten seconds, and the next
 * one goes on with the very next event. A newcomer gets the present state first, with the newest 1,000
 * messages of each conversation. `signOut()` signs all tabs out. `close()` ends what this tab has.
 *
 * @example
 * ```ts
 * const client = openTab({
 *   name: 'tosh@contoso.com',
 *   createClient: (identity) => createClient({ signInAddress: 'tosh@contoso.com', credentials, ...identity }),
 * })
 * await client.connect()
 * ```
 */
export const openTab = ({
  name,
  createClient,
  channels,
  clock = systemClock,
  random = systemRandom,
  platform = browserPlatform(),
}: TabOptions): MirroredClient => {
  const prefix = `rx-ucwa/${name}`
  const endpointId = platform.shared.get(`${prefix}/endpoint`) ?? identifier(random)
  platform.shared.set(`${prefix}/endpoint`, endpointId)
  let channel: OwnChannel | SharedChannel | undefined
  const mirror: Mirror = new Mirror(identifier(random), clock, {
    silent: () => {
      if (channel instanceof SharedChannel) channel.takeOver()
    },
    closed: () => channel?.close(),
  })
  const surroundings = { platform, clock, random, mirror, prefix, endpointId, createClient }
  const { requestLock } = platform
  const share = (): void => {
    channel =
      requestLock === undefined
        ? new OwnChannel(surroundings, 'endpoint', () => undefined)
        : new SharedChannel(surroundings, requestLock)
  }
  const isToShare = (channels ?? 'shared') === 'shared' && requestLock !== undefined
  if (isToShare || platform.shared.get(`${prefix}/instances`) === 'none') share()
  else {
    channel = new OwnChannel(surroundings, 'instance', () => {
      platform.shared.set(`${prefix}/instances`, 'none')
      share()
    })
  }
  return mirror
}
