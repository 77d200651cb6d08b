import { anonymousMeeting, passive, password, token, windows, type Credentials } from '../../src/index.ts'
import type { Clock } from '../../src/seam/clock.ts'
import type { UcwaServer } from '../../src/server/index.ts'
import { paths } from '../../src/server/paths.ts'
import type { Chance } from './chance.ts'
import { secret } from './party.ts'
import { home } from './road.ts'

/** What a browser keeps of a page where somebody has signed in, and shows to its host. */
export interface Jar {
  cookie: string | undefined
}

/** Where somebody proves who she is. */
export interface Desk {
  readonly uri: string
  readonly server: UcwaServer
  /** Of the device. */
  readonly clock: Clock
  readonly chance: Chance
  readonly jar: Jar
  /** A token came here by another way than through the client. */
  readonly brought: (token: string) => void
}

/** How somebody proves who she is, by the name of the grant. */
export const proofs = ['password', 'windows', 'passive', 'token'] as const

export type Proof = (typeof proofs)[number]

const addressOf = (uri: string): string => uri.slice('sip:'.length)

const post = async (server: UcwaServer, path: string, fields: Readonly<Record<string, string>>) => {
  const answer = await server.handle({
    method: 'POST',
    url: `http://${home}${path}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
    body: new URLSearchParams(fields).toString(),
  })
  if (!('status' in answer)) throw new Error(`${path} has broken off`)
  return answer
}

const pause = (clock: Clock, ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = clock.setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clock.clearTimeout(timer)
      reject(new Error('nobody waits for it any more'))
    })
  })

/** She takes her time at the page, and sometimes closes it. */
const atPage = ({ uri, server, clock, chance, jar }: Desk): Credentials =>
  passive({
    signIn: async (_, signal) => {
      await pause(clock, chance.between(0, 20_000), signal)
      if (chance.happens(0.1)) throw new Error('closed')
      const { headers } = await post(server, paths.signInPage, { username: addressOf(uri), password: secret })
      jar.cookie = String(headers['Set-Cookie']).split(';', 1)[0]
    },
  })

const broughtAlong = ({ uri, server, brought }: Desk): Credentials =>
  token(async (host) => {
    if (host !== home) throw new Error(`nothing is known of ${host}`)
    const { body } = await post(server, paths.token, {
      grant_type: 'password',
      username: addressOf(uri),
      password: secret,
    })
    const value = String((JSON.parse(body) as { access_token?: unknown }).access_token)
    brought(value)
    return value
  })

export const proveBy: Readonly<Record<Proof, (desk: Desk) => Credentials>> = {
  password: ({ uri }) => password(addressOf(uri), secret),
  windows: () => windows(),
  passive: atPage,
  token: broughtAlong,
}

/** A guest shows the key of the meeting. */
export const proveAsGuest = (conferenceUri: string): Credentials =>
  anonymousMeeting({ conferenceUri, conferenceKey: secret })
