import type { Client } from '../client/client.ts'
import { systemClock, type Clock } from '../seam/clock.ts'
import { identifier, systemRandom, type Random } from '../seam/random.ts'
import { Host } from './host.ts'
import { Mirror } from './mirror.ts'
import type { Port } from './port.ts'
import type { MirroredClient } from './surface.ts'

/** Nothing has to be told. */
export interface MirrorOptions {
  readonly clock?: Clock
  readonly random?: Random
}

/**
 * Shows a client, which lives here, to whoever mirrors it at the other end of a port: in a worker, to its
 * page. It is the host that subscribes to `messages$`. `close` ends that and leaves the client as it is.
 *
 * @example
 * ```ts
 * hostClient(createClient({ signInAddress, credentials }), self)
 * ```
 */
export const hostClient = (
  client: Client,
  port: Port,
  { clock = systemClock }: MirrorOptions = {},
): { readonly close: () => void } => new Host(client, port, clock)

/**
 * A client that lives at the other end of a port, as if it were here.
 *
 * Until the host answers, and where it does not any more, `status$` is `unreached` with the reason in
 * words. What has been asked of a host that has gone is rejected after ten seconds at most.
 *
 * @example
 * ```ts
 * const client = mirrorClient(new Worker(new URL('client.worker.ts', import.meta.url), { type: 'module' }))
 * await client.connect()
 * ```
 */
export const mirrorClient = (
  port: Port,
  { clock = systemClock, random = systemRandom }: MirrorOptions = {},
): MirroredClient => {
  const mirror: Mirror = new Mirror(identifier(random), clock, { silent: () => mirror.stopConnecting() })
  mirror.attach(port)
  return mirror
}
