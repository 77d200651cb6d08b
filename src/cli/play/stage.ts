import type { Patience } from '../terminal/patience.ts'
import type { Player } from './player.ts'

/** What every scene of the play has at hand. */
export interface Stage {
  readonly tosh: Player
  readonly lene: Player
  readonly ann: Player
  /** Has no account: she comes to a meeting only. */
  readonly ida: Player
  /** The meeting to which Tosh has invited, with a lobby. */
  readonly onlineMeetingUri: string
  /** Names the scene that begins. */
  readonly scene: (title: string) => void
  readonly patience: Patience
}
