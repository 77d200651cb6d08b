import { chooseAct } from './acts/all.ts'
import type { Around } from './acts/act.ts'
import { createChance, type Chance } from './chance.ts'
import type { Device } from './device.ts'
import { isResting } from './acts/come.ts'
import { disasters, wideDisasters } from './faults/all.ts'
import { wake } from './faults/device.ts'
import { sufferSubscribers } from './faults/subscriber.ts'
import { troubles, wideTroubles } from './faults/wire.ts'
import type { Happening, Witness } from './happening.ts'
import { invariants } from './invariants/all.ts'
import type { Party } from './party.ts'
import type { Plant } from './plant.ts'
import { fair } from './road.ts'
import { createScene, type Scene } from './scene.ts'
import { line } from './script.ts'
import type { World } from './world.ts'

export interface SessionOptions {
  /** Names of the faults that may strike; all unless told. */
  readonly faults?: ReadonlySet<string>
  readonly plant?: Plant
  /** `usual` unless told. */
  readonly world?: World
  /** Hears every line of the session as it happens. */
  readonly script?: (line: string) => void
}

/** An invariant that does not hold. */
export interface Violation {
  readonly invariant: string
  /** Virtual time, in milliseconds since the session began. */
  readonly at: number
  readonly what: string
}

/** How one session went. */
export interface Outcome {
  readonly seed: number
  readonly world: World
  readonly violation: Violation | undefined
  /** Things that happened. */
  readonly happenings: number
  /** Milliseconds. */
  readonly virtualTime: number
}

const second = 1000
const minute = 60 * second

/** From one act to the next: most users are busy, and some hardly there, so that everything has time to expire. */
const paces = [
  { share: 0.9, pause: 3 * second, mostSteps: 45 },
  { share: 0.09, pause: minute, mostSteps: 25 },
  { share: 0.01, pause: 15 * minute, mostSteps: 15 },
] as const

const paceOf = ({ random }: Chance): (typeof paces)[number] => {
  let left = random()
  return paces.find(({ share }) => (left -= share) < 0) ?? paces[0]
}

/** Milliseconds after the last fault in which every view has to become that of the server. */
const patience = 10 * minute

/** A user does something that she can do now. */
const act = (party: Party, around: Around, witness: Witness): void => {
  for (let tries = 0; tries < 5; tries++) {
    const chosen = chooseAct(around.chance, around.scene.world, party)
    const about = chosen?.perform(party, around)
    if (chosen === undefined || about === undefined) continue
    witness({ kind: 'did', party: party.name, user: party.uri, what: chosen.name, about })
    return
  }
}

/** Where guests come, they and who has called the meeting do more than others. */
const whoActs = ({ devices, onlineMeetingUri }: Scene, users: Chance): Device | undefined => {
  if (!devices.some(({ isGuest }) => isGuest) || users.happens(0.5)) return users.oneOf(devices)
  return users.oneOf(devices.filter(({ uri, isGuest }) => isGuest || onlineMeetingUri.startsWith(uri)))
}

/** All that goes wrong, from one moment to the next. */
const strike = (scene: Scene, nature: Chance, may: (fault: string) => boolean): void => {
  const isWide = scene.world === 'wide'
  const possible = (isWide ? [...troubles, ...wideTroubles] : troubles).filter(({ name }) => may(name))
  if (nature.happens(0.15)) {
    nature.oneOf(scene.devices)?.road.become({
      probability: possible.length === 0 ? 0 : nature.pick([0, 0, 0.05, 0.3, 1]),
      troubles: possible,
      latency: nature.pick([0, 20, 500]),
    })
  }
  const device = nature.oneOf(scene.devices)
  if (device === undefined || !nature.happens(0.15)) return
  const disaster = nature.oneOf((isWide ? [...disasters, ...wideDisasters] : disasters).filter(({ name }) => may(name)))
  const about = disaster?.strike(scene, device, nature)
  if (disaster !== undefined && about !== undefined) scene.witness({ kind: 'fault', name: disaster.name, about })
}

/** Nothing goes wrong any more, and whoever was put off comes back. */
const calm = ({ devices }: Scene): void => {
  for (const device of devices) {
    device.road.become(fair)
    wake(device)
    const { client } = device.party()
    if (isResting(client)) client.connect().catch(() => undefined)
  }
}

/** Plays the session that a seed names. The same seed gives the same session. */
export const playSession = async (
  seed: number,
  { faults, plant, script, world = 'usual' }: SessionOptions = {},
): Promise<Outcome> => {
  const chance = createChance(seed)
  const may = (fault: string) => faults?.has(fault) ?? true
  let violation: Violation | undefined
  let happenings = 0
  let elapsed = () => 0

  const watches = invariants.map(({ name, watch }) => {
    const violated = (what: string) => {
      violation ??= { invariant: name, at: elapsed(), what }
    }
    return { violated, ...watch(violated) }
  })
  const witness = (happening: Happening): void => {
    happenings += 1
    const at = elapsed()
    script?.(line(at, happening))
    for (const { tick } of watches) tick?.(at)
    for (const { hear } of watches) hear?.(happening)
  }

  const sufferedSubscribers = sufferSubscribers()
  const scene = createScene({ chance, witness, plant, may, world })
  elapsed = scene.elapsed
  const { clock, devices } = scene
  const users = chance.fork('users')
  const nature = chance.fork('nature')
  let texts = 0
  const around: Around = { scene, chance: users, words: () => `m${++texts}` }

  for (const device of devices)
    if (users.happens(0.9))
      device
        .party()
        .client.connect()
        .catch(() => undefined)
  const { pause, mostSteps } = paceOf(chance.fork('pace'))
  const steps = users.between(10, mostSteps)
  for (let step = 0; step < steps && violation === undefined; step++) {
    await clock.advance(Math.round(-Math.log(1 - users.random()) * pause))
    strike(scene, nature, may)
    const device = whoActs(scene, users)
    if (device !== undefined && !device.isAsleep) act(device.party(), around, witness)
  }

  const convergence = async (): Promise<void> => {
    let calmAt = elapsed()
    while (violation === undefined) {
      calm(scene)
      // A connection that is dead without a word is a fault until that is noticed: with the longest polls after half an hour.
      if (world === 'wide' && devices.some(({ road }) => road.isHanging())) calmAt = elapsed()
      await clock.advance(10 * second)
      const waiting = watches.flatMap(({ unsettled, violated }) => (unsettled ? [{ unsettled, violated }] : []))
      const whys = await Promise.all(waiting.map(({ unsettled }) => unsettled(scene)))
      const at = whys.findIndex((why) => why !== undefined)
      if (at === -1) return
      if (elapsed() - calmAt >= patience) waiting[at]?.violated(whys[at] ?? '')
    }
  }
  await convergence()
  for (const device of devices) device.party().close()
  await clock.advance(0)
  for (const { over } of watches) over?.(scene)
  await scene.server.close()
  await sufferedSubscribers()
  return { seed, world, violation, happenings, virtualTime: elapsed() }
}
