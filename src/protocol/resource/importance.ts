import type * as t from 'io-ts'
import { openEnum } from '../openEnum.ts'

export const Importance = openEnum('Importance', ['Normal', 'Urgent', 'Emergency'])
export type Importance = t.TypeOf<typeof Importance>
