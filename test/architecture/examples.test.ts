import { cpSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { programsIn } from './programs.ts'

const folder = fileURLToPath(new URL('../../docs/examples/', import.meta.url))

const examples = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
  .map(({ name }) => name)

const filesIn = (path: string): Readonly<Record<string, string>> =>
  Object.fromEntries(readdirSync(path).map((name) => [name, readFileSync(`${path}/${name}`, 'utf8')]))

/** Each example can be copied out alone, so each has what they share: `UPDATE_EXAMPLES=1` copies it there. */
describe.each(examples)('the example for %s', (name) => {
  const copies = `${folder}${name}/src/shared`
  if (process.env.UPDATE_EXAMPLES === '1') cpSync(`${folder}shared`, copies, { recursive: true })

  it('has the shared files as they are', () => {
    expect(filesIn(copies)).toEqual(filesIn(`${folder}shared`))
  })
})

it('the examples sanitise HTML by the documented recipe', () => {
  expect([readFileSync(`${folder}shared/sanitised.ts`, 'utf8')]).toEqual(programsIn('docs/SECURITY.md').slice(0, 1))
})
