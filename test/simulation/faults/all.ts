import {
  applicationExpires,
  foreignInstance,
  garbage,
  resume,
  resync,
  serverRestarts,
  tokenExpires,
  undecodable,
} from './application.ts'
import { clockJump, processRestarts, sleep } from './device.ts'
import type { Disaster } from './disaster.ts'
import { subscriberFaults } from './subscriber.ts'
import { troubles } from './wire.ts'

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

/** Every fault by the name that `--faults` knows. */
export const faultNames: readonly string[] = [
  ...troubles.map(({ name }) => name),
  ...disasters.map(({ name }) => name),
  ...subscriberFaults,
]
