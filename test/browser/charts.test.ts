import { readFileSync } from 'node:fs'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as machines from '../../machines/index.ts'
import { bundleOf, launch } from './page.ts'

let browser: Browser
let scripts: ReadonlyMap<string, string>

beforeAll(async () => {
  ;[browser, scripts] = await Promise.all([launch(), bundleOf('drawCharts.ts')])
})
afterAll(() => browser.close())

const run = async (expression: string): Promise<unknown> => {
  const page = await browser.newPage()
  await page.route('http://charts.test/**', (route) => {
    const script = scripts.get(new URL(route.request().url()).pathname.slice(1))
    return script === undefined
      ? route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>charts</title>' })
      : route.fulfill({ contentType: 'text/javascript', body: script })
  })
  await page.goto('http://charts.test/')
  try {
    return await page.evaluate(`import('/entry.js').then((charts) => charts.${expression})`)
  } finally {
    await page.close()
  }
}

test('a browser draws the very bytes that stand in docs', async () => {
  const drawn = (await run('draw()')) as Readonly<Record<string, string>>
  const inDocs = (id: string): string => readFileSync(new URL(`../../docs/machines/${id}.svg`, import.meta.url), 'utf8')
  const differing = Object.values(machines).flatMap(({ id }) => (drawn[id] === inDocs(id) ? [] : [id]))
  expect(differing).toEqual([])
})

test('no character is wider than the layout thinks', async () => {
  expect(await run('wider()')).toEqual([])
})
