import {
  applicationExpires,
  foreignInstance,
  garbage,
  pageForgets,
  resume,
  resync,
  serverRestarts,
  tokenExpires,
  undecodable,
} from './application.ts'
import { clockJump, processRestarts, sleep, toldToWake } from './device.ts'
import type { Disaster } from './disaster.ts'
import { subscriberFaults } from './subscriber.ts'
import { troubles, wideTroubles } from './wire.ts'

export const disasters: readonly Disaster[] = [
  tokenExpires,
  resync,
  resume,
  applicationExpires,
  serverRestarts,
  undecodable,
  garbage,
  foreignInstance,
  sleep,
  clockJump,
  processRestarts,
]

/** Those of wide worlds. */
export const wideDisasters: readonly Disaster[] = [toldToWake, pageForgets]

/** Every fault by the name that `--faults` knows. */
export const faultNames: readonly string[] = [
  ...[...troubles, ...wideTroubles].map(({ name }) => name),
  ...[...disasters, ...wideDisasters].map(({ name }) => name),
  ...subscriberFaults,
]
