import type { ClientOptions } from '../../src/index.ts'
import type { ServerOptions } from '../../src/server/index.ts'
import { createServer, type UcwaServer } from '../../src/server/index.ts'
import { drainMicrotasks } from './drain.ts'
import { virtualClock, type VirtualClock } from '../support/virtualClock.ts'
import { xml } from '../../src/xml/index.ts'
import type { Chance } from './chance.ts'
import { createDevice, type Device } from './device.ts'
import type { Witness } from './happening.ts'
import { secret } from './party.ts'
import type { Plant } from './plant.ts'
import type { World } from './world.ts'

/** The world of one session: a server, its users and their devices, on one clock. */
export interface Scene {
  readonly clock: VirtualClock
  readonly server: UcwaServer
  readonly devices: readonly Device[]
  /** Of a meeting that is scheduled. */
  readonly onlineMeetingUri: string
  readonly world: World
  readonly chance: Chance
  readonly witness: Witness
  /** Milliseconds since the session began. */
  readonly elapsed: () => number
}

const names = ['tosh', 'lene', 'ann', 'bo', 'ida', 'ole'] as const

const bodiless = ['messaging', 'conversation', 'participant', 'message', 'messagingInvitation'] as const

/** A poll that hangs for as long as this client waits, and the next one that nothing happens to, fit into ten minutes. */
const aggregation = { timeout: 240, medium: 10, low: 20 }

/** As long as a server lets them be. */
const longest = [240, 600, 1800] as const

const wideOptions = (chance: Chance): Partial<ClientOptions> => ({
  ...(chance.happens(0.5) ? { aggregation: { ...aggregation, timeout: chance.pick(longest) } } : {}),
  ...(chance.happens(0.3) ? { activity: 'heard' } : {}),
})

const oddities = (chance: Chance): ServerOptions => ({
  messageOperationIds: chance.happens(0.3),
  hrefQueries: chance.happens(0.2),
  bodilessEvents: chance.happens(0.2) ? [chance.pick(bodiless)] : [],
})

export interface SceneSetting {
  readonly chance: Chance
  readonly witness: Witness
  readonly plant: Plant | undefined
  readonly may: (fault: string) => boolean
  readonly world: World
}

export const createScene = ({ chance, witness, plant, may, world }: SceneSetting): Scene => {
  const clock = virtualClock(undefined, drainMicrotasks)
  const start = clock.now()
  const people = names.slice(0, chance.between(2, names.length)).map((name) => ({
    name,
    uri: `sip:${name}@contoso.com`,
    password: secret,
  }))
  const onlineMeetingUri = `sip:${names[0]}@contoso.com;gruu;opaque=app:conf:focus:id:4Q1B2C`
  const sound = createServer({
    ...oddities(chance),
    users: people,
    meetings: [{ conferenceUri: onlineMeetingUri, conferenceKey: secret, lobby: chance.fork('lobby').happens(0.7) }],
    clock,
    random: chance.fork('server').random,
  })
  const server = plant?.server?.(sound) ?? sound
  sound.control.followLog((entry) => witness({ kind: 'effect', entry }))
  let requests = 0
  const nextRequest = () => ++requests
  const devices: Device[] = []
  for (const { name, uri } of people) {
    const isShared = chance.happens(0.15)
    const count = isShared || chance.happens(0.2) ? 2 : 1
    for (let number = 1; number <= count; number++) {
      const endpointId = `${name}-${isShared ? 'shared' : number}`
      devices.push(
        createDevice({
          name: `${name}.${number}`,
          uri,
          clock,
          handle: server.handle,
          chance: chance.fork(`device ${name} ${number}`),
          witness,
          plant,
          nextRequest,
          may,
          options: {
            endpointId,
            ...(isShared ? { instanceId: `tab${number}` } : {}),
            ...(chance.happens(0.2) ? { format: xml() } : {}),
            ...(chance.fork(`aggregation ${name} ${number}`).happens(0.3) ? { aggregation } : {}),
            ...(world === 'wide' ? wideOptions(chance.fork(`wide ${name} ${number}`)) : {}),
            ...(world === 'wide' && chance.fork(`lurks ${name}`).happens(0.2) ? { availability: 'lurking' } : {}),
          },
        }),
      )
    }
  }
  return { clock, server, devices, onlineMeetingUri, world, chance, witness, elapsed: () => clock.now() - start }
}
