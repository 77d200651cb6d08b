import { type Control, createControl } from './control.ts'
import { createCore } from './core.ts'
import { dropped, type Dropped, type ServerRequest, type ServerResponse } from './http.ts'
import { createInterventions } from './intercept.ts'
import { listen, type Listening, type ListenOptions } from './listener.ts'
import type { ServerOptions } from './options.ts'
import { createSite } from './site.ts'

/** A UCWA 2.0 server in this process: many users, nothing on disk, nothing shared with another one. */
export interface UcwaServer {
  /**
   * Answers one request, without sockets. A P-GET resolves when the server lets
   * it go; aborting `signal` says that the client has gone. Never rejects.
   */
  readonly handle: (request: ServerRequest, signal?: AbortSignal) => Promise<ServerResponse | Dropped>
  /** Serves HTTP or HTTPS, by default on 127.0.0.1 and a free port. Rejects when the port cannot be had. */
  readonly listen: (options?: ListenOptions) => Promise<Listening>
  /** Moves users and breaks things, for tests. */
  readonly control: Control
  /** Ends parked requests, timers and sockets: nothing is left. */
  readonly close: () => Promise<void>
}

/**
 * A UCWA 2.0 server in this process.
 *
 * @example
 * const server = createServer()
 * const { url } = await server.listen()
 * server.control.user('sip:lene@contoso.com').answers()
 * // point a client at `url`, then
 * await server.close()
 */
export const createServer = (options: ServerOptions = {}): UcwaServer => {
  const site = createSite(options)
  const interventions = createInterventions()
  const core = createCore(site, interventions)
  const listenings = new Set<Listening>()
  const closing = new AbortController()
  const isClosed = () => closing.signal.aborted
  const handle: UcwaServer['handle'] = async (request, signal) => {
    if (isClosed()) return dropped
    try {
      const answer = await core.handle(request, signal)
      return isClosed() ? dropped : answer
    } catch (cause) {
      site.logger.error(`a request was lost: ${String(cause)}`)
      return dropped
    }
  }
  const report = (cause: unknown) => site.logger.error(`the listener failed: ${String(cause)}`)
  return {
    handle,
    listen: async (where = {}) => {
      const listening = await listen(handle, where, report, site.limits.body)
      listenings.add(listening)
      site.logger.info(`listening on ${listening.url}`)
      return listening
    },
    control: createControl(site, interventions),
    close: async () => {
      closing.abort()
      interventions.removeAll()
      for (const application of site.applications.all()) application.channel.close(dropped)
      site.timers.close()
      await Promise.all([...listenings].map((listening) => listening.close()))
    },
  }
}
