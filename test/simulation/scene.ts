import type { ServerOptions } from '../../src/server/index.ts'
import { createServer, type UcwaServer } from '../../src/server/index.ts'
import { drainMicrotasks } from './drain.ts'
import { virtualClock, type VirtualClock } from '../support/virtualClock.ts'
import { xml } from '../../src/xml/index.ts'
import type { Chance } from './chance.ts'
import { createDevice, type Device, type DeviceSetting } from './device.ts'
import type { Witness } from './happening.ts'
import { secret } from './party.ts'
import type { Plant } from './plant.ts'
import { proveAsGuest, proveBy } from './proof.ts'
import { createStrangers } from './strangers.ts'
import { home } from './road.ts'
import { aggregation, guestsOf, integrated, proofOf, wideOptions } from './wide.ts'
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
  const isWide = world === 'wide'
  const people = names.slice(0, chance.between(2, names.length)).map((name) => ({
    name,
    uri: `sip:${name}@contoso.com`,
    password: secret,
    ...(isWide ? { passive: true, integrated: name === integrated } : {}),
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
  const strangers = createStrangers(sound.control)
  sound.control.followLog((entry) => witness({ kind: 'effect', entry: strangers.told(entry) }))
  let requests = 0
  const nextRequest = () => ++requests
  const setting = (name: string, number: number, uri: string): Omit<DeviceSetting, 'prove'> => ({
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
      ...(chance.fork(`aggregation ${name} ${number}`).happens(0.3) ? { aggregation } : {}),
      ...(isWide ? wideOptions(chance.fork(`wide ${name} ${number}`)) : {}),
    },
  })
  const devices: Device[] = []
  for (const { name, uri } of people) {
    const isShared = chance.happens(0.15)
    const count = isShared || chance.happens(0.2) ? 2 : 1
    for (let number = 1; number <= count; number++) {
      const { options, ...rest } = setting(name, number, uri)
      const ofDesk = chance.fork(`proof ${name} ${number}`)
      const brought = (token: string) => witness({ kind: 'token', party: rest.name, host: home, token })
      const proof = isWide ? proofOf(ofDesk, name) : 'password'
      devices.push(
        createDevice({
          ...rest,
          prove: (clock, jar) => proveBy[proof]({ uri, server, clock, chance: ofDesk, jar, brought }),
          options: {
            ...options,
            endpointId: `${name}-${isShared ? 'shared' : number}`,
            ...(isShared ? { instanceId: `tab${number}` } : {}),
            ...(chance.happens(0.2) ? { format: xml() } : {}),
            ...(isWide && chance.fork(`lurks ${name}`).happens(0.2) ? { availability: 'lurking' } : {}),
          },
        }),
      )
    }
  }
  for (const name of isWide ? guestsOf(chance.fork('guests')) : []) {
    const uri = `sip:${name}@guests.example`
    const { options, ...rest } = setting(name, 1, uri)
    devices.push(
      createDevice({
        ...rest,
        witness: (happening) => {
          if (happening.kind === 'asked') strangers.asks(uri, happening.request.url)
          witness(happening)
        },
        prove: () => proveAsGuest(onlineMeetingUri),
        guestIn: strangers.uriIn,
        options: {
          ...options,
          signInAddress: `${names[0]}@contoso.com`,
          ...(chance.fork(`format ${name}`).happens(0.2) ? { format: xml() } : {}),
        },
      }),
    )
  }
  return { clock, server, devices, onlineMeetingUri, world, chance, witness, elapsed: () => clock.now() - start }
}
