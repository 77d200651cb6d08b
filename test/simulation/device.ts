import { createLaptop, type Laptop } from '../support/laptop.ts'
import type { ClientOptions } from '../../src/index.ts'
import type { Clock } from '../../src/seam/clock.ts'
import type { Chance } from './chance.ts'
import type { SubscriberFault } from './faults/subscriber.ts'
import type { Witness } from './happening.ts'
import { createParty, type Party, type PartySetting } from './party.ts'
import type { Plant } from './plant.ts'
import { createRoad, type Reached, type Road } from './road.ts'
import type { ServerRequest } from '../../src/server/http.ts'

/** One machine of a user: it has a way to the server, may sleep, and runs one client at a time. */
export interface Device {
  readonly name: string
  readonly uri: string
  readonly road: Road
  readonly laptop: Laptop
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
  readonly plant: Plant | undefined
  readonly nextRequest: () => number
  readonly may: (fault: SubscriberFault) => boolean
}

export const createDevice = ({ name, uri, clock, handle, chance, ...rest }: DeviceSetting): Device => {
  const laptop = createLaptop(clock)
  const road = createRoad({ handle, near: laptop.clock, far: clock, chance: chance.fork('road') })
  const parties: Party[] = []
  const start = (heir?: PartySetting['heir']): Party => {
    const party = createParty({
      ...rest,
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
