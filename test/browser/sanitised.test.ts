import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { build } from 'vite'
import { compile } from '../architecture/programs.ts'
import { blockWith } from '../architecture/scene.ts'
import { launch } from './page.ts'

const recipe = blockWith('docs/SECURITY.md', 'purifier.sanitize')

const entry = 'sanitised-in-the-documentation.ts'

/** The recipe as it stands in the documentation, with DOMPurify. */
const bundle = async (): Promise<string> => {
  const documented = {
    name: 'documented',
    resolveId: (id: string) => (id.endsWith(entry) ? entry : undefined),
    load: (id: string) => (id === entry ? recipe : undefined),
  }
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [documented],
    build: { write: false, target: 'es2022', lib: { entry, name: 'recipe', formats: ['iife'], fileName: 'recipe' } },
  })
  const outputs = Array.isArray(built) ? built : 'output' in built ? [built] : []
  const chunk = outputs[0]?.output[0]
  if (chunk?.type !== 'chunk') throw new Error('vite built no chunk')
  return chunk.code
}

let browser: Browser
let page: Page
const asked: string[] = []

beforeAll(async () => {
  browser = await launch()
  page = await browser.newPage()
  await page.route('**', (route) => {
    if (route.request().url() !== 'http://app.example/') asked.push(route.request().url())
    return route.fulfill({
      contentType: 'text/html',
      body: '<!doctype html><title>app</title><div id="message"></div>',
    })
  })
  await page.goto('http://app.example/')
  await page.evaluate(await bundle())
})

afterAll(() => browser.close())

const mistake = `${recipe}\ndocument.body.innerHTML = sanitised({ untrusted: '' })`

it('compiles', () => {
  const [said, found] = compile([recipe, mistake])
  expect([said, found?.length]).toEqual([[], 1])
})

interface Shown {
  readonly markup: string
  readonly ran: unknown
  readonly asked: readonly string[]
}

/** Shows it as the documentation says, clicks all there is, and waits for what would be loaded. */
const show = async (html: string): Promise<Shown> => {
  asked.length = 0
  const [markup, ran] = await page.evaluate<[string, unknown]>(`(async () => {
    globalThis.ran = 0
    const element = document.getElementById('message')
    element.replaceChildren(recipe.sanitised({ untrusted: ${JSON.stringify(html)} }))
    const markup = element.innerHTML
    for (const node of element.querySelectorAll('*')) {
      if (node.href?.startsWith('https:')) node.addEventListener('click', (event) => event.preventDefault())
      node.click()
    }
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    element.replaceChildren()
    return [markup, globalThis.ran]
  })()`)
  return { markup, ran, asked: [...asked] }
}

const harmless = (markup: string): Shown => ({ markup, ran: 0, asked: [] })

it.each([
  ['<b>bold</b>, <i>italic</i> &amp; <u>more</u><br>', '<b>bold</b>, <i>italic</i> &amp; <u>more</u><br>'],
  ['<span style="font-size: 10pt; color: red">Hi</span>', '<span>Hi</span>'],
  [
    '<a href="https://contoso.com/?a=1&amp;b=2">here</a>',
    '<a href="https://contoso.com/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow">here</a>',
  ],
])('of %s what people write is left', async (html, markup) => {
  expect(await show(html)).toEqual(harmless(markup))
})

it.each([
  ['<script>ran++</script>Hi', 'Hi'],
  ['<img src="x" onerror="ran++">', ''],
  ['<img src="https://evil.example/seen.png">', ''],
  ['<svg onload="ran++"><script>ran++</script></svg>', ''],
  ['<svg><animate onbegin="ran++" attributeName="x" dur="1s"></svg>', ''],
  ['<a href="javascript:ran++">click</a>', '<a target="_blank" rel="noopener noreferrer nofollow">click</a>'],
  ['<a href=" java\nscript:ran++">click</a>', '<a target="_blank" rel="noopener noreferrer nofollow">click</a>'],
  [
    '<a href="data:text/html,<script>ran++</script>">click</a>',
    '<a target="_blank" rel="noopener noreferrer nofollow">click</a>',
  ],
  ['<a href="//evil.example/">click</a>', '<a target="_blank" rel="noopener noreferrer nofollow">click</a>'],
  ['<b onclick="ran++" onmouseover="ran++">Hi</b>', '<b>Hi</b>'],
  ['<div style="background: url(https://evil.example/seen)">Hi</div>', '<div>Hi</div>'],
  ['<style>@import "https://evil.example/style.css"; body { display: none }</style>Hi', 'Hi'],
  ['<link rel="stylesheet" href="https://evil.example/style.css">Hi', 'Hi'],
  ['<base href="https://evil.example/">Hi', 'Hi'],
  ['<meta http-equiv="refresh" content="0; url=https://evil.example/">Hi', 'Hi'],
  ['<iframe src="https://evil.example/"></iframe><iframe srcdoc="<script>parent.ran++</script>"></iframe>', ''],
  ['<object data="https://evil.example/"></object><embed src="https://evil.example/">', ''],
  ['<form action="https://evil.example/"><input name="password"><button>Sign in</button></form>', 'Sign in'],
  ['<video src="https://evil.example/v" autoplay></video><audio src="https://evil.example/a"></audio>', ''],
  ['<p id="message" name="cookie">Hi</p>', '<p>Hi</p>'],
  ['<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=ran++&gt;">', ''],
  ['<noscript><p title="</noscript><img src=x onerror=ran++>">', '<p></p>'],
  ['<template><img src=x onerror=ran++></template>', ''],
  ['<ran-ran is="x" onclick="ran++">Hi</ran-ran>', 'Hi'],
])('of %s nothing runs, loads or leads astray', async (html, markup) => {
  expect(await show(html)).toEqual(harmless(markup))
})

it('shows what would run where nothing is sanitised', async () => {
  await page.evaluate(
    `globalThis.ran = 0; document.getElementById('message').innerHTML = '<img src="x" onerror="ran++">'`,
  )
  await page.waitForFunction('ran === 1')
  expect(asked).toContain('http://app.example/x')
})

it('is not markup by itself', async () => {
  await page.evaluate(`document.getElementById('message').innerHTML = { untrusted: '<b>Hi</b>' }`)
  expect(await page.evaluate(`document.getElementById('message').innerHTML`)).toBe('[object Object]')
})
