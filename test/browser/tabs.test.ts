import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { createServer, type UcwaServer } from '../../src/server/index.ts'
import { bundleOf, launch, serve } from './page.ts'
import type { Tab } from './tab.ts'

const me = 'tosh@contoso.com'
const lene = 'lene@contoso.com'

let browser: Browser
let script: string
let server: UcwaServer
let url: string
let context: BrowserContext

beforeAll(async () => {
  script = (await bundleOf('tab.ts')).get('entry.js') ?? ''
  browser = await launch()
})

afterAll(() => browser.close())

beforeEach(async () => {
  context = await browser.newContext()
})

afterEach(async () => {
  await context.close()
  await server.close()
})

const begin = async (applicationsRevision: 1 | 2): Promise<void> => {
  server = createServer({ applicationsRevision })
  ;({ url } = await server.listen())
  server.control.user(lene).answers()
  await serve(context, url, script)
}

/** Asks a tab to do something. */
const ask = <K extends keyof Tab>(
  page: Page,
  verb: K,
  ...args: Parameters<Tab[K]>
): Promise<Awaited<ReturnType<Tab[K]>>> => page.evaluate(`tab.${verb}(...${JSON.stringify(args)})`)

const load = async (page: Page): Promise<Page> => {
  await page.goto(`${url}/page`)
  await ask(page, 'open', url)
  return page
}

const open = async (): Promise<Page> => load(await context.newPage())

/** What each tab shows of messages, once all show as many. */
const texts = async (
  ...pages: readonly Page[]
): Promise<(count: number) => Promise<readonly (readonly string[])[]>> => {
  await Promise.resolve()
  return async (count) => {
    const read = () => Promise.all(pages.map(async (page) => (await ask(page, 'state')).texts))
    await expect.poll(async () => (await read()).every((each) => each.length >= count)).toBe(true)
    return read()
  }
}

it('two tabs see the same messages where the server knows no instances', async () => {
  await begin(1)
  const [one, two] = [await open(), await open()]
  expect(await ask(one, 'invite', `sip:${lene}`)).toBe('connected')
  server.control.user(lene).says(me, 'hello')
  expect(await ask(two, 'say', 'from two')).toBe('delivered')
  const same = ['Hi', 'hello', 'from two']
  expect(await (await texts(one, two))(3)).toEqual([same, same])
})
