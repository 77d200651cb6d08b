import { describe, expect, it } from 'vitest'
import { compile, programsIn } from './programs.ts'

const mistake = `import { createClient } from 'rx-ucwa'\ncreateClient({})`

describe('README.md', () => {
  it('has five programs, which compile', { timeout: 60_000 }, () => {
    const [found, ...said] = compile([mistake, ...programsIn('README.md')])
    expect(found).toHaveLength(1)
    expect(said).toEqual([[], [], [], [], []])
  })
})
