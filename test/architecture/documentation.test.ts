import { compile as compileSvelte } from 'svelte/compiler'
import { describe, expect, it } from 'vitest'
import { accounts } from './accounts.ts'
import { blocksIn, compile, pages, pageText, programsOf } from './programs.ts'
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

  it('is run by a test, or says why not', () => {
    const isRun = (text: string): boolean => runnable.some(({ code }) => code.includes(text))
    const unaccounted = pages().flatMap((page) => {
      const blocks = blocksIn(page).filter(
        ({ info, text }) => /^(?:tsx?|svelte|powershell)\b/.test(info) && !isRun(text),
      )
      const of = accounts[page] ?? []
      return [
        ...blocks
          .filter(({ text }) => of.filter(({ says }) => text.includes(says)).length !== 1)
          .map(({ place }) => place),
        ...of
          .filter(({ says }) => blocks.filter(({ text }) => text.includes(says)).length !== 1)
          .map(({ says }) => `${page} says ${says}`),
      ]
    })
    expect(unaccounted).toEqual([])
  })

  it('is run by a test that names it', () => {
    const unnamed = Object.values(accounts)
      .flat()
      .filter((account) => {
        if (!('runBy' in account)) return false
        const { says, runBy } = account
        const test = pageText(runBy)
        return !test.includes('blockWith(') || !(test.includes(`'${says}'`) || test.includes(`"${says}"`))
      })
    expect(unnamed).toEqual([])
  })

  it('names no script that package.json has not', () => {
    const { scripts } = JSON.parse(pageText('package.json')) as { readonly scripts: object }
    const shells = pages()
      .flatMap(blocksIn)
      .filter(({ info }) => info === 'sh')
    const named = shells.flatMap(({ text }) =>
      [...text.matchAll(/npm (?:run )?(start|test|(?<=run )[\w:]+)/g)].map(([, name = '']) => name),
    )
    expect([named.length > 0, named.filter((name) => !(name in scripts))]).toEqual([true, ['dev', 'dev']])
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
