import { filter, firstValueFrom, type Observable } from 'rxjs'
import { expect, inject, onTestFinished } from 'vitest'
import type { Client } from '../../src/client/client.ts'
import type { ClientOptions } from '../../src/client/clientOptions.ts'
import { createClient } from '../../src/client/createClient.ts'
import type { Conversation } from '../../src/client/conversation.ts'
import type { IncomingInvitation } from '../../src/client/incomingInvitation.ts'
import { json, type Format } from '../../src/protocol/format.ts'
import { createServer, type Control, type ServerOptions, type UcwaServer } from '../../src/server/index.ts'
import { password } from '../../src/transport/password.ts'
import { xml } from '../../src/xml/index.ts'
import { inProcessHttp, type InProcessHttp } from '../support/inProcessHttp.ts'
import { seededRandom } from '../support/seededRandom.ts'
import { virtualClock, type VirtualClock } from '../support/virtualClock.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly format?: 'xml'
  }
}

/** Every scenario is played twice: the project `xml` of vitest.config.ts provides the other format. */
export const format: Format = inject('format') === 'xml' ? xml() : json()

export const secret = 'pass@word1'

/** The first value that fits. */
export const until = <T>(values: Observable<T>, fits: (value: T) => boolean): Promise<T> =>
  firstValueFrom(values.pipe(filter(fits)))

export interface Recorded<T> {
  readonly values: readonly T[]
  readonly isComplete: () => boolean
  readonly unsubscribe: () => void
}

/** Everything that an Observable gives from now on. */
export const recorded = <T>(source: Observable<T>): Recorded<T> => {
  const values: T[] = []
  let isComplete = false
  const subscription = source.subscribe({ next: (value) => values.push(value), complete: () => (isComplete = true) })
  return { values, isComplete: () => isComplete, unsubscribe: () => subscription.unsubscribe() }
}

/** The reason of a rejection. */
export const rejection = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => ({ resolvedWith: value }),
    (error: unknown) => error,
  )

export interface World {
  readonly server: UcwaServer
  readonly control: Control
  /** On a virtual clock: lets everything happen that can happen now. */
  readonly settle: () => Promise<void>
  /** A client that has not signed in; closed when the test ends. */
  readonly client: (user: string, options?: Partial<ClientOptions>) => Client
  /** A client that is available. */
  readonly online: (user: string, options?: Partial<ClientOptions>) => Promise<Client>
}

let seed = 100

/** What every world has in common, whatever lies between its clients and its server. */
export const world = (server: UcwaServer, defaults: () => Partial<ClientOptions>, settle: World['settle']): World => {
  const client: World['client'] = (user, options) => {
    const made = createClient({
      signInAddress: `${user}@contoso.com`,
      credentials: password(`${user}@contoso.com`, secret),
      random: seededRandom(seed++),
      format,
      ...defaults(),
      ...options,
    })
    onTestFinished(() => made.close())
    return made
  }
  return {
    server,
    control: server.control,
    settle,
    client,
    online: async (user, options) => {
      const made = client(user, options)
      await made.connect()
      return made
    },
  }
}

export interface Loopback extends World {
  readonly url: string
}

/** A server on a free port of this machine, and clients that talk to it over HTTP. */
export const loopback = async (options: ServerOptions = {}): Promise<Loopback> => {
  const server = createServer({ random: seededRandom(7), ...options })
  onTestFinished(() => server.close())
  const { url } = await server.listen()
  return {
    ...world(
      server,
      () => ({ rootUrl: `${url}/` }),
      () => Promise.resolve(),
    ),
    url,
  }
}

export interface VirtualWorld extends World {
  readonly clock: VirtualClock
  readonly http: InProcessHttp
}

/** Server and clients in one process on one virtual clock; nothing may be left when the test ends. */
export const virtualWorld = (options: ServerOptions = {}): VirtualWorld => {
  const clock = virtualClock()
  const server = createServer({ clock, random: seededRandom(7), ...options })
  const http = inProcessHttp(server, clock)
  onTestFinished(async () => {
    await server.close()
    expect([clock.pending(), http.inFlight()]).toEqual([0, 0])
  })
  return {
    ...world(
      server,
      () => ({ rootUrl: 'http://pool.contoso.com/', clock, http }),
      () => clock.advance(0),
    ),
    clock,
    http,
  }
}

export interface Pair {
  readonly tosh: Client
  readonly lene: Client
  /** The conversation as each has it. */
  readonly toLene: Conversation
  readonly toTosh: Conversation
}

/** The next invitation that rings. */
export const nextInvitation = (client: Client): Promise<IncomingInvitation> => firstValueFrom(client.invitations$)

export interface Meeting {
  readonly message?: string
  readonly tosh?: Partial<ClientOptions>
  readonly lene?: Partial<ClientOptions>
}

/** Tosh has invited Lene, and both are connected. */
export const connectedPair = async ({ online, settle }: World, { message, ...as }: Meeting = {}): Promise<Pair> => {
  const tosh = await online('tosh', as.tosh)
  const lene = await online('lene', as.lene)
  const ringing = nextInvitation(lene)
  const invitation = tosh.startMessaging({
    to: 'sip:lene@contoso.com',
    subject: 'Lunch',
    ...(message === undefined ? {} : { message }),
  })
  await settle()
  const incoming = await ringing
  incoming.accept()
  await settle()
  const [toLene, toTosh] = await Promise.all([invitation.connected, incoming.connected])
  return { tosh, lene, toLene, toTosh }
}

/** Tosh is connected to Lene, who has no client: the control handle moves her. */
export const connectedToPuppet = async (
  { online, control, settle }: World,
  as?: Partial<ClientOptions>,
): Promise<{ readonly tosh: Client; readonly conversation: Conversation }> => {
  control.user('lene@contoso.com').answers()
  const tosh = await online('tosh', as)
  const invitation = tosh.startMessaging({ to: 'sip:lene@contoso.com' })
  await settle()
  const conversation = await invitation.connected
  await settle()
  return { tosh, conversation }
}
