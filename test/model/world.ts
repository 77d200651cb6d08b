import { Agent } from 'node:http'
import { createClient, crossFetch, password, type Client, type ClientOptions, type Http } from '../../src/index.ts'
import { createServer, type Control, type UcwaServer } from '../../src/server/index.ts'
import { inProcessHttp } from '../support/inProcessHttp.ts'
import { seededRandom } from '../support/seededRandom.ts'
import { virtualClock, type VirtualClock } from '../support/virtualClock.ts'
import { createLine, type Line } from './line.ts'

/** How a client reaches its server. */
export type Wiring = (
  server: UcwaServer,
  clock: VirtualClock,
) => Promise<{ readonly http: Http; readonly rootUrl: string; readonly unplug: () => void }>

export const inProcess: Wiring = (server, clock) =>
  Promise.resolve({
    http: inProcessHttp(server, clock),
    rootUrl: 'http://pool.contoso.com/',
    unplug: () => undefined,
  })

export const overHttp: Wiring = async (server, clock) => {
  const { url } = await server.listen()
  const agent = new Agent({ keepAlive: true })
  return { http: crossFetch({ agent, clock }), rootUrl: `${url}/`, unplug: () => agent.destroy() }
}

export const tosh = 'sip:tosh@contoso.com'
export const lene = 'sip:lene@contoso.com'
export const ann = 'sip:ann@contoso.com'

/** Tosh's client, not signed in, and a server of its own where Lene is moved by hand; both on one virtual clock. */
export interface Ground {
  readonly client: Client
  readonly control: Control
  readonly clock: VirtualClock
  readonly line: Line
  /** The machine may have been away. */
  readonly wake: () => void
  /** Defects, and events that could not be read. */
  readonly faults: readonly unknown[]
  /** Resolves when nothing goes on but what is kept back, here or at the server. */
  readonly settle: () => Promise<void>
  /** From now on `settle` waits, or does not wait, for answers to this. */
  readonly expectAnswer: (operation: string, expected: boolean) => void
  /** Ends everything; rejects if a timer is left. */
  readonly close: () => Promise<void>
}

/** The same once she has signed in. Nothing that the server has to tell reaches the client before `deliver`. */
export interface World extends Ground {
  /** Lets the P-GET through to the server; resolves when what it brought has been taken. */
  readonly deliver: () => Promise<void>
  /** Delivers one page with just these sender blocks. */
  readonly tell: (...blocks: readonly unknown[]) => Promise<void>
}

const deadline = 3000

/** Fails where what a test waits for does not come. */
const inTime = async (promise: Promise<unknown>, otherwise: string): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(otherwise)), deadline)
  })
  try {
    await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

const users = [tosh, lene, ann].map((uri) => ({ uri, name: uri, password: 'pass@word1' }))

/** An invitation rings for longer than any path lasts, so that it ends only when a path says so. */
const times = { invitation: 60 * 60_000 }

export const openGround = async (wiring: Wiring, options: Partial<ClientOptions> = {}): Promise<Ground> => {
  const clock = virtualClock()
  const server = createServer({ clock, random: seededRandom(1), users, times })
  const { http, rootUrl, unplug } = await wiring(server, clock)
  const line = createLine(http)
  const asleep = (): void => undefined
  let woke = asleep
  const client = createClient({
    signInAddress: 'tosh@contoso.com',
    credentials: password('tosh@contoso.com', 'pass@word1'),
    rootUrl,
    http: line.http,
    clock,
    random: seededRandom(2),
    wakes: (hear) => {
      woke = hear
      return () => {
        woke = asleep
      }
    },
    ...options,
  })
  const faults: unknown[] = []
  client.faults$.subscribe((fault) => faults.push(fault))
  const withoutAnswer = new Set<string>()
  return {
    client,
    control: server.control,
    clock,
    line,
    wake: () => woke(),
    faults,
    settle: () => inTime(line.idle(withoutAnswer), 'a request got no answer'),
    expectAnswer: (operation, expected) => {
      if (expected) withoutAnswer.delete(operation)
      else withoutAnswer.add(operation)
    },
    close: async () => {
      client.close()
      unplug()
      await server.close()
      if (clock.pending() > 0) throw new Error(`${clock.pending()} timers are left`)
    },
  }
}

export const signIn = async (ground: Ground): Promise<World> => {
  const { client, control, settle, expectAnswer } = ground
  expectAnswer('events', false)
  let held = control.intercept({ link: 'events', user: tosh }, 'hold')
  const deliver = async (): Promise<void> => {
    const next = control.intercept({ link: 'events', user: tosh }, 'hold')
    held.release()
    // A client asks again before it hands a page on, and does both in one turn.
    await inTime(next.arrived, 'nothing was delivered, or the client stopped asking')
    held = next
    await settle()
  }
  await inTime(Promise.all([client.connect(), held.arrived]), 'the client did not sign in')
  await settle()
  return {
    ...ground,
    deliver,
    tell: async (...blocks) => {
      control.push(tosh, (self, next) => ({
        _links: { self: { href: self }, next: { href: next } },
        sender: blocks,
      }))
      await deliver()
    },
  }
}
