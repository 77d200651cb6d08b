import { chooseAct } from './acts/all.ts'
import type { Around } from './acts/act.ts'
import { createChance, type Chance } from './chance.ts'
import { close } from './device.ts'
import { troubles } from './faults/all.ts'
import type { Happening, Witness } from './happening.ts'
import { invariants } from './invariants/all.ts'
import type { Party } from './party.ts'
import type { Plant } from './plant.ts'
import { fair } from './road.ts'
import { createScene, type Scene } from './scene.ts'
import { line } from './script.ts'

export interface SessionOptions {
  /** Names of the faults that may strike; all unless told. */
  readonly faults?: ReadonlySet<string>
  readonly plant?: Plant
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
  readonly violation: Violation | undefined
  /** Things that happened. */
  readonly happenings: number
  /** Milliseconds. */
  readonly virtualTime: number
}

const minute = 60_000

const pauseBetweenActs = 3000

/** A user does something that she can do now. */
const act = (party: Party, around: Around, witness: Witness): void => {
  for (let tries = 0; tries < 5; tries++) {
    const chosen = chooseAct(around.chance)
    const about = chosen?.perform(party, around)
    if (chosen === undefined || about === undefined) continue
    witness({ kind: 'did', party: party.name, what: chosen.name, about })
    return
  }
}

const changeWeather = ({ devices }: Scene, nature: Chance, faults: ReadonlySet<string> | undefined): void => {
  const possible = troubles.filter(({ name }) => faults?.has(name) ?? true)
  nature.oneOf(devices)?.road.become({
    probability: possible.length === 0 ? 0 : nature.pick([0, 0, 0.05, 0.3, 1]),
    troubles: possible,
    latency: nature.pick([0, 20, 500]),
  })
}

/** Plays the session that a seed names. The same seed gives the same session. */
export const playSession = async (seed: number, { faults, plant, script }: SessionOptions = {}): Promise<Outcome> => {
  const chance = createChance(seed)
  let violation: Violation | undefined
  let happenings = 0
  let elapsed = () => 0

  const watches = invariants.map(({ name, watch }) =>
    watch((what) => {
      violation ??= { invariant: name, at: elapsed(), what }
    }),
  )
  const witness = (happening: Happening): void => {
    happenings += 1
    script?.(line(elapsed(), happening))
    for (const { hear } of watches) hear?.(happening)
  }

  const scene = createScene(chance, witness, plant)
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
  const steps = users.between(20, 120)
  for (let step = 0; step < steps && violation === undefined; step++) {
    await clock.advance(Math.round(-Math.log(1 - users.random()) * pauseBetweenActs))
    if (nature.happens(0.1)) changeWeather(scene, nature, faults)
    const device = users.oneOf(devices)
    if (device !== undefined && !device.isAsleep) act(device.party(), around, witness)
  }

  for (const { road } of devices) road.become(fair)
  await clock.advance(10 * minute)
  for (const { settled } of watches) settled?.(scene)
  for (const device of devices) close(device.party(), witness)
  await clock.advance(0)
  for (const { over } of watches) over?.(scene)
  await scene.server.close()
  return { seed, violation, happenings, virtualTime: elapsed() }
}
