import { expect, it } from 'vitest'
import { nodeUseOf } from './surroundings.ts'

it.each([
  [`import { request } from 'node:http'`, { imported: ['node:http'], onDemand: [], globals: [] }],
  [`export { request } from 'node:http'`, { imported: ['node:http'], onDemand: [], globals: [] }],
  [`const http = await import('node:http')`, { imported: [], onDemand: ['node:http'], globals: [] }],
  [`const bytes = Buffer.from(text)`, { imported: [], onDemand: [], globals: ['Buffer'] }],
  [`const { env } = process`, { imported: [], onDemand: [], globals: ['process'] }],
  [
    `// Buffer\nconst { process } = globalThis; value.process({ process: 1 }).Buffer()`,
    { imported: [], onDemand: [], globals: [] },
  ],
])('of %s it tells what browsers do not have', (code, use) => {
  expect(nodeUseOf(code)).toEqual(use)
})
