import { measureCounts } from './counts.ts'
import { measureEndToEnd } from './endToEnd.ts'
import type { Measured } from './goals.ts'
import { measureHeap } from './heap.ts'
import { measureCallbacks, measureGrowth, measureValidation } from './inProcess.ts'
import { measureWatching } from './watched.ts'

/** What is measured together in one fresh process, by the goals that it answers. */
export interface Measurement {
  readonly goals: readonly string[]
  /** A count is the same each time; a time is not. */
  readonly processes: number
  readonly measure: (isQuick: boolean) => Promise<Measured>
}

export const measurements: readonly Measurement[] = [
  { goals: ['P1'], processes: 3, measure: (isQuick) => measureEndToEnd(isQuick ? 60 : 300) },
  { goals: ['P3'], processes: 3, measure: (isQuick) => measureCallbacks(isQuick ? 200 : 800) },
  { goals: ['P4'], processes: 3, measure: (isQuick) => measureValidation(isQuick ? 100 : 400) },
  { goals: ['P6', 'P9'], processes: 3, measure: (isQuick) => measureGrowth(isQuick ? 60 : 250) },
  { goals: ['P7'], processes: 1, measure: () => measureCounts() },
  { goals: ['P10'], processes: 3, measure: (isQuick) => measureWatching(isQuick ? 60 : 250) },
  { goals: ['P8'], processes: 1, measure: (isQuick) => measureHeap(isQuick ? 20_000 : undefined) },
]
