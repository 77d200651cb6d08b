import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type DocumentedError, ofEveryGet, ofEveryRequest } from '../../src/protocol/documentedError.ts'
import { operations } from '../../src/protocol/operation.ts'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

const names = (source: string, pattern: RegExp): readonly string[] => [
  ...new Set([...source.matchAll(pattern)].map(([, name]) => name ?? '')),
]

const page = read('docs/errors.md')
const rows = page.split('\n')

/** Every error that a page of the reference documents, once, as its row begins. */
const documented = [
  ...new Set(
    [...Object.values(operations).flatMap(({ errors }) => errors), ...ofEveryGet, ...ofEveryRequest].map(
      ({ status, code, subcode }: DocumentedError) =>
        `${status} | \`${code}\`${subcode === undefined ? '' : ` \`${subcode}\``}`,
    ),
  ),
].map((row) => ({ row }))

describe('docs/errors.md', () => {
  it.each(names(read('src/client/errors.ts'), /override readonly name = '(\w+)'/g))('tells of the error %s', (name) => {
    expect(page).toContain(`| \`${name}\` |`)
  })

  it.each(
    names(read('src/client/errors.ts'), /override readonly name = '(\w+)'(?:(?!\n}\n).)*?readonly operation\b/gs),
  )('says that %s tells the operation', (name) => {
    expect(rows.find((row) => row.startsWith(`| \`${name}\` |`))).toContain('`operation`')
  })

  it.each(names(read('src/protocol/failure.ts'), /readonly name: '(\w+)'/g))('tells of the failure %s', (name) => {
    expect(page).toContain(`| \`${name}\` |`)
  })

  it.each(
    ['tokenService', 'tokens', 'exchange', 'token', 'password', 'passive', 'challenge'].flatMap((file) =>
      names(read(`src/transport/${file}.ts`), /tokenRefused\(\s*'(\w+)'/g),
    ),
  )('tells of the token error %s', (error) => {
    expect(page).toContain(`\`${error}\``)
  })

  it.each(documented)('tells what $row means, and what to do', ({ row }) => {
    const [line = ''] = rows.filter((one) => one.startsWith(`| ${row} |`))
    const cells = line.split(' | ').slice(2)
    expect(cells.map((cell) => cell.replace(/\s*\|$/, '').trim() !== '')).toEqual([true, true])
  })
})
