import { createLaptop, type Laptop } from '../support/laptop.ts'
import type { ClientOptions, Credentials } from '../../src/index.ts'
import type { Clock } from '../../src/seam/clock.ts'
import type { Chance } from './chance.ts'
import type { SubscriberFault } from './faults/subscriber.ts'
import type { Witness } from './happening.ts'
import { createParty, type Party, type PartySetting } from './party.ts'
import type { Plant } from './plant.ts'
import { createRoad, type Reached, type Road } from './road.ts'
import type { ServerRequest } from '../../src/server/http.ts'
import type { Jar } from './proof.ts'

/** One machine of a user: it has a way to the server, may sleep, and runs one client at a time. */
export interface Device {
  readonly name: string
  readonly uri: string
  readonly road: Road
  readonly laptop: Laptop
  /** Whoever sits here has no account, and comes to a meeting. */
  readonly isGuest: boolean
  /** By which URI the server knows who is signed in here; undefined where nobody is whom it has given one. */
  readonly knownAs: () => string | undefined
  isAsleep: boolean
  /** The client that runs, and those before it. */
  readonly parties: readonly Party[]
  readonly party: () => Party
  /** Closes the client that runs and starts another, as a process that is restarted does. */
  readonly restart: (how: 'afresh' | 'whereItWas') => void
}

export interface DeviceSetting {
  readonly name: string
  readonly uri: string
  readonly clock: Clock
  readonly handle: (request: ServerRequest, signal: AbortSignal) => Promise<Reached>
  readonly chance: Chance
  readonly witness: Witness
  readonly options: Partial<ClientOptions>
  /** How she proves who she is, made anew for each client. */
  readonly prove: (clock: Clock, jar: Jar) => Credentials
  /** Names a guest as the server does, by the address of her application. */
  readonly guestIn?: (url: string) => string | undefined
  readonly plant: Plant | undefined
  readonly nextRequest: () => number
  readonly may: (fault: SubscriberFault) => boolean
}

export const createDevice = (setting: DeviceSetting): Device => {
  const { name, uri, clock, handle, chance, prove, guestIn, ...rest } = setting
  const laptop = createLaptop(clock)
  const jar: Jar = { cookie: undefined }
  const withCookie = (request: ServerRequest): ServerRequest =>
    jar.cookie === undefined ? request : { ...request, headers: { ...request.headers, cookie: jar.cookie } }
  const handleHere: DeviceSetting['handle'] = (request, signal) => handle(withCookie(request), signal)
  const road = createRoad({ handle: handleHere, near: laptop.clock, far: clock, chance: chance.fork('road') })
  const parties: Party[] = []
  const start = (heir?: PartySetting['heir']): Party => {
    const party = createParty({
      ...rest,
      options: { ...rest.options, credentials: prove(laptop.clock, jar) },
      isGuest: guestIn !== undefined,
      name: `${name}#${parties.length + 1}`,
      uri,
      clock: laptop.clock,
      worldClock: clock,
      road,
      chance: chance.fork(`client ${parties.length}`),
      heir,
    })
    parties.push(party)
    return party
  }
  let running = start()
  return {
    name,
    uri,
    road,
    laptop,
    isGuest: guestIn !== undefined,
    knownAs: () => (guestIn === undefined ? uri : guestIn(running.place()?.events ?? '')),
    isAsleep: false,
    parties,
    party: () => running,
    restart: (how) => {
      const at = how === 'afresh' ? undefined : running.resumePoint()
      running.close()
      // What a program stores is text.
      running = start(at && { of: running.name, at: JSON.parse(JSON.stringify(at)) as typeof at })
    },
  }
}
