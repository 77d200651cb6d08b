import type { createClient, Client, ClientOptions } from '../../src/index.ts'
import type { UcwaServer } from '../../src/server/index.ts'

/**
 * Where a test may put a faulty part in the place of a sound one, to see that
 * the simulation finds it. The product has no switch for it:
 *
 * ```ts
 * const retriesPosts: Plant = {
 *   name: 'retriesPosts',
 *   client: (options, make) => make({ ...options, http: postingTwice(options.http) }),
 * }
 * await playSession(seed, { plant: retriesPosts })
 * ```
 *
 * `client` is called for every client of every session, with the options the
 * session chose (`http` leads to the server by way of the faults, `clock` is the
 * device's own): wrap any of them, wrap what `make` gives, or build something else
 * of the same shape out of the parts in `src/runtime`. `server` may wrap the server
 * between the faults and its core. Whatever it does must draw on `options.random`
 * and `options.clock` alone, so that a seed plays twice alike.
 */
export interface Plant {
  readonly name: string
  readonly client?: (
    options: ClientOptions & Required<Pick<ClientOptions, 'http' | 'clock' | 'random'>>,
    make: typeof createClient,
  ) => Client
  readonly server?: (server: UcwaServer) => UcwaServer
}
