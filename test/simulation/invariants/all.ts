import { aggregationTold } from './aggregationTold.ts'
import { calmRequests } from './calmRequests.ts'
import { deliveredOnceInOrder } from './deliveredOnceInOrder.ts'
import type { Invariant } from './invariant.ts'
import { gapsAnnounced } from './gapsAnnounced.ts'
import { inviterToldTruth } from './inviterToldTruth.ts'
import { noCommandTwice } from './noCommandTwice.ts'
import { noDefect } from './noDefect.ts'
import { nothingLeft } from './nothingLeft.ts'
import { onePollOutstanding } from './onePollOutstanding.ts'
import { senderToldTruth } from './senderToldTruth.ts'
import { tokenStaysHome } from './tokenStaysHome.ts'
import { viewEqualsServer } from './viewEqualsServer.ts'

export const invariants: readonly Invariant[] = [
  deliveredOnceInOrder,
  gapsAnnounced,
  senderToldTruth,
  inviterToldTruth,
  noCommandTwice,
  onePollOutstanding,
  calmRequests,
  viewEqualsServer,
  tokenStaysHome,
  nothingLeft,
  noDefect,
  aggregationTold,
]
