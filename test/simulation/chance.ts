import type { Random } from '../../src/seam/random.ts'
import { seededRandom } from '../support/seededRandom.ts'

/** What a seed decides. */
export interface Chance {
  readonly random: Random
  readonly happens: (probability: number) => boolean
  /** A whole number, both ends included. */
  readonly between: (low: number, high: number) => number
  readonly pick: <T>(from: readonly [T, ...T[]]) => T
  readonly oneOf: <T>(from: readonly T[]) => T | undefined
  /** Chance of its own for one part of the world, so that what one part asks does not change what another is told. */
  readonly fork: (name: string) => Chance
}

const mixed = (seed: number, name: string): number => {
  let hash = seed ^ 0x811c9dc5
  for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x0100_0193)
  return hash >>> 0
}

export const createChance = (seed: number): Chance => {
  const random = seededRandom(seed)
  const oneOf = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)]
  return {
    random,
    happens: (probability) => random() < probability,
    between: (low, high) => low + Math.floor(random() * (high - low + 1)),
    pick: ([first, ...others]) => oneOf([first, ...others]) ?? first,
    oneOf,
    fork: (name) => createChance(mixed(seed, name)),
  }
}
