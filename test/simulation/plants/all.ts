import { channelPlants } from './channel.ts'
import { eventPlants } from './events.ts'
import type { PlantedFault } from './planting.ts'
import { requestPlants } from './requests.ts'
import { surfacePlants } from './surface.ts'
import { widePlants } from './wide.ts'

/** Every fault by the name that `--plant` knows. */
export const plants: readonly PlantedFault[] = [
  ...channelPlants,
  ...eventPlants,
  ...requestPlants,
  ...surfacePlants,
  ...widePlants,
]
