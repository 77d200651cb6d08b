import { compile as compileSvelte } from 'svelte/compiler'
import { describe, expect, it } from 'vitest'
import { blocksIn, compile, pages, programsOf } from './programs.ts'
import { run } from './running.ts'

const programs = pages().flatMap(programsOf)
const runnable = programs.filter(({ prints }) => prints !== undefined)
const mistake = `import { createClient } from 'rx-ucwa'\ncreateClient({})`

describe('the code of the documentation', () => {
  it('compiles, on every page', { timeout: 240_000 }, () => {
    const [found, ...said] = compile([mistake, ...programs])
    expect(found).toHaveLength(1)
    const complaints = said.flatMap((lines, at) => (lines.length === 0 ? [] : [[programs[at]?.place, ...lines]]))
    expect(complaints).toEqual([])
  })

  it('is no component that Svelte refuses', () => {
    const components = pages()
      .flatMap(blocksIn)
      .filter(({ info }) => info === 'svelte')
    const warnings = components.flatMap(({ text }) => compileSvelte(text, { filename: 'Documented.svelte' }).warnings)
    expect([components.length > 0, warnings]).toEqual([true, []])
  })

  it('hides behind no other name', () => {
    const languages = pages()
      .flatMap(blocksIn)
      .map(({ info }) => info.split(' ')[0])
    expect(
      languages.filter((language) => /^(?:js|jsx|javascript|typescript|mjs|mts|cjs)$/i.test(language ?? '')),
    ).toEqual([])
  })

  it.each(runnable)('prints what the page says, at $place', async (program) => {
    expect(await run(program, { UCWA_PASSWORD: 'pass@word1' })).toBe(program.prints)
  })

  it('runs on the pages for beginners', () => {
    const run = [...new Set(runnable.map(({ place }) => place.replace(/:\d+$/, '')))]
    expect(run).toEqual(['docs/guide/alert-sender.md', 'docs/guide/bot.md', 'docs/guide/first-conversation.md'])
  })
})
