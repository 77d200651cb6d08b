import type { Chance } from '../chance.ts'
import type { Device } from '../device.ts'
import type { Scene } from '../scene.ts'

/** What happens to a device, to its application, or to the server. */
export interface Disaster {
  readonly name: string
  /** Says about what; undefined where it cannot happen now. */
  readonly strike: (scene: Scene, device: Device, chance: Chance) => string | undefined
}
