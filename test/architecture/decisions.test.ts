import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const decisions = readdirSync(fileURLToPath(new URL('../../docs/decisions', import.meta.url))).sort()

it('decisions are numbered one by one', () => {
  expect(decisions.map((name) => name.slice(0, 5))).toEqual(
    decisions.map((_, at) => `${String(at + 1).padStart(4, '0')}-`),
  )
})
