import { Agent } from 'node:http'
import type { Socket } from 'node:net'
import { expect, onTestFinished } from 'vitest'
import { createServer, type ServerOptions } from '../../../src/server/index.ts'
import { listen } from '../../../src/server/listener.ts'
import { crossFetch } from '../../../src/transport/crossFetch.ts'
import type { Http, HttpRequest } from '../../../src/transport/http.ts'
import { createGateway, markHeader, type Gateway } from '../../support/gateway.ts'
import type { InProcessHttp } from '../../support/inProcessHttp.ts'
import { seededRandom } from '../../support/seededRandom.ts'
import { drain, virtualClock, type VirtualClock } from '../../support/virtualClock.ts'
import { world, type VirtualWorld } from '../world.ts'

export interface WireWorld extends VirtualWorld {
  /** Of the root resource, as the clients know it. */
  readonly url: string
  /** What lies between the clients and the server. */
  readonly gateway: Gateway
  /** How often clients have asked for this; all requests where no operation is named. */
  readonly asked: (operation?: string) => number
  /** An Http that goes by sockets, as the clients' own does, on a clock of its own. */
  readonly httpOn: (clock: Pick<VirtualClock, 'now' | 'setTimeout' | 'clearTimeout'>) => InProcessHttp
}

/** Node's own agent closes what has been idle for so long; milliseconds. */
const mostIdle = 5000

/** Immediates in a row in which nothing may be under way before the sockets count as quiet. */
const quietTurns = 4

/**
 * Clients and server on one virtual clock, with real HTTP over sockets between
 * them. Settled is what has reached the server and waits there, or has been
 * swallowed by the gateway; whatever is on its way in either direction is waited
 * for, by turns of the event loop and not by time. Nothing may be left when the
 * test ends.
 */
export const wireWorld = async (options: ServerOptions = {}): Promise<WireWorld> => {
  const asking = new Set<string>()
  const served = new Set<string>()
  const requests: HttpRequest[] = []
  let lastMark = 0

  const isQuiet = () => {
    const alive = (marks: ReadonlySet<string>) => [...marks].filter((mark) => !gateway.swallowed(mark))
    const [here, there] = [alive(asking), alive(served)]
    return here.length === there.length && here.every((mark) => served.has(mark))
  }
  const quiet = async () => {
    for (let turns = 0; turns < quietTurns; turns = isQuiet() ? turns + 1 : 0) await drain()
  }

  const clock = virtualClock(undefined, quiet)
  const server = createServer({ clock, random: seededRandom(7), ...options })
  const listening = await listen(
    async (request, signal) => {
      const mark = request.headers[markHeader] ?? ''
      if (!signal.aborted) served.add(mark)
      signal.addEventListener('abort', () => served.delete(mark))
      const answer = await server.handle(request, signal)
      served.delete(mark)
      return answer
    },
    {},
    (cause) => expect.unreachable(String(cause)),
  )
  const gateway = await createGateway(listening.port)
  const agent = new Agent({ keepAlive: true })
  const idleSince = new WeakMap<Socket, number>()
  agent.on('free', (socket: Socket) => idleSince.set(socket, clock.now()))
  const closeIdle = () => {
    for (const socket of Object.values(agent.freeSockets).flatMap((sockets) => sockets ?? [])) {
      if (clock.now() - (idleSince.get(socket) ?? 0) > mostIdle) socket.destroy()
    }
  }

  const httpOn: WireWorld['httpOn'] = (itsClock) => {
    const bySocket = crossFetch({ clock: itsClock, agent })
    const http: Http = (request, signal) => async () => {
      const mark = String(++lastMark)
      requests.push(request)
      closeIdle()
      asking.add(mark)
      const outcome = await bySocket({ ...request, headers: { ...request.headers, [markHeader]: mark } }, signal)()
      asking.delete(mark)
      return outcome
    }
    return Object.assign(http, {
      requests,
      operations: () => requests.map(({ operation }) => operation),
      inFlight: () => asking.size,
    })
  }
  const http = httpOn(clock)

  onTestFinished(async () => {
    await server.close()
    await quiet()
    agent.destroy()
    await Promise.all([listening.close(), gateway.close()])
    expect([clock.pending(), http.inFlight()]).toEqual([0, 0])
  })
  const url = `http://127.0.0.1:${gateway.port}/`
  return {
    ...world(
      server,
      () => ({ rootUrl: url, clock, http }),
      () => clock.advance(0),
    ),
    clock,
    http,
    httpOn,
    gateway,
    url,
    asked: (operation) =>
      requests.filter((request) => operation === undefined || request.operation === operation).length,
  }
}
