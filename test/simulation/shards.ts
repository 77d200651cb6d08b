import { fork } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { add, merge, nothing, type Result } from './report.ts'
import type { Outcome } from './session.ts'
import type { World } from './world.ts'

export interface Seeds {
  readonly from: number
  readonly count: number
  readonly faults: readonly string[]
  /** Name of the fault that is planted, if one is. */
  readonly plant?: string
  /** That one alone. */
  readonly world: World | undefined
}

/** What a shard is told to play: one seed after another, each `step` further. */
interface Shard extends Seeds {
  readonly step: number
}

const shard = fileURLToPath(new URL('shard.ts', import.meta.url))

/** Nearly everything in a session is young when it dies, and nobody reads a stack before a seed is played again. */
const roomy = ['--max-semi-space-size=64', '--stack-trace-limit=0']

const playShard = (
  { from, count, step, faults, plant = '', world }: Shard,
  played: (outcome: Outcome) => void,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const args = [String(from), String(count), String(step), faults.join(','), plant, world ?? '']
    const child = fork(shard, args, { execArgv: [...process.execArgv, ...roomy] })
    child.on('message', (outcome: Outcome) => played(outcome))
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a shard ended with ${code}`))))
  })

/** Plays many seeds, on all processors. */
export const playSeeds = async (
  { from, count, ...what }: Seeds,
  progress: (outcome: Outcome, done: number) => void,
): Promise<Result> => {
  const shards = Math.max(1, Math.min(availableParallelism(), Math.ceil(count / 10)))
  const began = performance.now()
  let result = nothing
  const played = (outcome: Outcome) => {
    result = add(result, outcome)
    progress(outcome, result.sessions)
  }
  await Promise.all(
    Array.from({ length: shards }, (_, at) =>
      playShard({ from: from + at, count: Math.ceil((count - at) / shards), step: shards, ...what }, played),
    ),
  )
  return merge(nothing, { ...result, realTime: performance.now() - began })
}
