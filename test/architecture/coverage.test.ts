import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { operations } from '../../src/protocol/operation.ts'
import { printPages } from '../seeds/printPages.ts'
import { pages } from '../seeds/rows.ts'
import { taggedTests } from '../seeds/taggedTests.ts'

const read = (path: string): string => readFileSync(path, 'utf8')

const rows = pages.flatMap((page) => page.rows)
const tests = readdirSync('test', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => `test/${file}`)
  .sort()
  .flatMap((file) => taggedTests(file, read(file)))
const page = 'docs/coverage.md'

describe.each(rows)('$id', ({ id, what, code, word }) => {
  it('says what it is, in files that are there', () => {
    expect([what !== '', code.length > 0, code.filter((file) => !existsSync(file))]).toEqual([true, true, []])
  })

  it('has code that names it', () => {
    expect(read(code[0] ?? '')).toContain(word)
  })

  it('has a test', () => {
    expect(tests.filter(({ ids }) => ids.includes(id)).length).toBeGreaterThan(0)
  })
})

it('has each row once', () => {
  const ids = rows.map(({ id }) => id)
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
})

it.each(tests)('$file: $title names rows that are there', ({ ids }) => {
  const known = new Set(rows.map(({ id }) => id))
  expect(ids.filter((id) => !known.has(id))).toEqual([])
})

it.each([
  ['startMessaging2', operations.startMessaging],
  ['addMessaging', operations.addMessaging],
  ['continueMessaging', operations.continueMessaging],
] as const)('%s lists no error that its operation does not', (name, { errors }) => {
  const listed = errors.map(({ status, subcode }: { readonly status: number; readonly subcode?: string }) =>
    [name, 'error', status, subcode].filter((part) => part !== undefined).join('.'),
  )
  expect(rows.map(({ id }) => id).filter((id) => id.startsWith(`${name}.error.`) && !listed.includes(id))).toEqual([])
})

it('docs/coverage.md is up to date', () => {
  const text = printPages(pages, tests)
  if (process.env['UPDATE_COVERAGE'] !== undefined) writeFileSync(page, text)
  expect(read(page)).toBe(text)
})
