import type { Client } from '../client/client.ts'
import type { Mirror } from '../mirror/mirror.ts'
import type { Clock } from '../seam/clock.ts'
import type { Random } from '../seam/random.ts'
import type { Platform } from './platform.ts'
import type { TabIdentity } from './tabIdentity.ts'

/** What a tab is made of, whoever has its client. */
export interface TabSurroundings {
  readonly platform: Platform
  readonly clock: Clock
  readonly random: Random
  readonly mirror: Mirror
  /** Of all names of locks, channels and what is kept. */
  readonly prefix: string
  /** Of all tabs. */
  readonly endpointId: string
  readonly createClient: (identity: TabIdentity) => Client
}
