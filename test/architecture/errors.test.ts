import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')

const names = (source: string, pattern: RegExp): readonly string[] => [
  ...new Set([...source.matchAll(pattern)].map(([, name]) => name ?? '')),
]

const page = read('docs/errors.md')

describe('docs/errors.md', () => {
  it.each(names(read('src/client/errors.ts'), /override readonly name = '(\w+)'/g))('tells of the error %s', (name) => {
    expect(page).toContain(`| \`${name}\` |`)
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

  it.each(names(read('src/protocol/operation.ts'), /subcode: '(\w+)'/g))('tells of the subcode %s', (subcode) => {
    expect(page).toContain(`\`${subcode}\``)
  })
})
