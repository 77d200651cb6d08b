import { deliveredOnceInOrder } from './deliveredOnceInOrder.ts'
import type { Invariant } from './invariant.ts'

export const invariants: readonly Invariant[] = [deliveredOnceInOrder]
