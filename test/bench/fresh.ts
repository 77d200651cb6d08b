import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Pace } from './child.ts'
import type { Measured } from './goals.ts'

/** Runs one measurement in a fresh process, over the compiled code in `folder`. */
export const measureAfresh = async (folder: string, goal: string, isQuick: boolean): Promise<Measured> => {
  const pace: Pace = isQuick ? 'quick' : 'full'
  const child = fork(join(folder, 'child.js'), [goal, pace], {
    execArgv: ['--expose-gc'],
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  let measured: Measured | undefined
  child.on('message', (message) => (measured = message as Measured))
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0 || measured === undefined) throw new Error(`the measurement of ${goal} ended with ${code}`)
  return measured
}
