import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const run = promisify(execFile)

test('a process whose clients are closed ends by itself', { timeout: 30_000 }, async () => {
  const script = fileURLToPath(new URL('talkThenClose.ts', import.meta.url))
  const { stdout, stderr } = await run(process.execPath, ['--import', 'tsx', script], { timeout: 25_000 })
  expect([stdout, stderr.replaceAll(/^.*(?:Warning|--trace).*\n/gm, '')]).toEqual(['talked: Hi\n', ''])
})
