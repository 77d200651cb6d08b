import type { Patience } from '../terminal/patience.ts'
import type { Player } from './player.ts'

/** What every scene of the play has at hand. */
export interface Stage {
  readonly tosh: Player
  readonly lene: Player
  /** Names the scene that begins. */
  readonly scene: (title: string) => void
  readonly patience: Patience
}
