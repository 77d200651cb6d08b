import type * as t from 'io-ts'
import { openEnum } from '../openEnum.ts'

/** Towards the user, or from her. */
export const Direction = openEnum('Direction', ['Incoming', 'Outgoing'])
export type Direction = t.TypeOf<typeof Direction>
