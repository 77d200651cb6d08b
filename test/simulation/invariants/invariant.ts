import type { Happening } from '../happening.ts'
import type { Scene } from '../scene.ts'

/** Something that holds in every session. */
export interface Invariant {
  readonly name: string
  readonly watch: (violated: (what: string) => void) => Watch
}

export interface Watch {
  readonly hear?: (happening: Happening) => void
  /** The faults have stopped, and every view is that of the server. */
  readonly settled?: (scene: Scene) => void
  /** Everything has been closed. */
  readonly over?: (scene: Scene) => void
}
