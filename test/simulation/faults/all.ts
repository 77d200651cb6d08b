import { delay, duplicate, hangAfter, hangBefore, lostAfter, lostBefore } from './wire.ts'
import type { Trouble } from '../road.ts'

/** What happens to single requests. */
export const troubles: readonly Trouble[] = [lostBefore, lostAfter, delay, duplicate, hangBefore, hangAfter]

export const faultNames: readonly string[] = troubles.map(({ name }) => name)
