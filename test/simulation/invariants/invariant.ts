import type { Happening } from '../happening.ts'
import type { Scene } from '../scene.ts'

/** Something that holds in every session. */
export interface Invariant {
  readonly name: string
  readonly watch: (violated: (what: string) => void) => Watch
}

export interface Watch {
  /** Before anything else is heard: milliseconds since the session began. */
  readonly tick?: (at: number) => void
  readonly hear?: (happening: Happening) => void
  /** Asked again and again once the faults have stopped: why the views are not yet as they should be. */
  readonly unsettled?: (scene: Scene) => Promise<string | undefined>
  /** Everything has been closed. */
  readonly over?: (scene: Scene) => void
}
