import type { Chance } from '../chance.ts'
import type { Party } from '../party.ts'
import type { Scene } from '../scene.ts'

/** One thing a user can do. */
export interface Act {
  readonly name: string
  /** How often it is tried, beside the others. */
  readonly weight: number
  /** Does it, and says about what; undefined where there is nothing to do it with. */
  readonly perform: (party: Party, around: Around) => string | undefined
}

export interface Around {
  readonly scene: Scene
  readonly chance: Chance
  /** A text that nobody has written yet. */
  readonly words: () => string
}
