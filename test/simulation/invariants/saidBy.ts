import type { Happening } from '../happening.ts'
import type { Invariant } from './invariant.ts'

/** What an invariant says of this, each thing at a time in milliseconds. */
export const saidBy = (
  { watch }: Invariant,
  happenings: readonly (readonly [at: number, happening: Happening])[],
): readonly string[] => {
  const said: string[] = []
  const { hear, tick } = watch((what) => said.push(what))
  for (const [at, happening] of happenings) {
    tick?.(at)
    hear?.(happening)
  }
  tick?.(Infinity)
  return said
}
