import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { MachineResult, ModelResults } from './results.ts'

const file = fileURLToPath(new URL('../../docs/machines/coverage.json', import.meta.url))

/** What the file says of a machine. */
export const writtenOf = (machine: string): MachineResult | undefined =>
  (JSON.parse(readFileSync(file, 'utf8')) as ModelResults).find((result) => result.machine === machine)

export const write = (results: ModelResults): void => writeFileSync(file, `${JSON.stringify(results, undefined, 1)}\n`)
