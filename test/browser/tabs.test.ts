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

type Channels = 'own' | 'shared'

const load = async (page: Page, channels?: Channels): Promise<Page> => {
  await page.goto(`${url}/page`)
  await ask(page, 'open', url, channels)
  return page
}

const open = async (channels?: Channels): Promise<Page> => load(await context.newPage(), channels)

/** Lene says something while the page is away. */
const reload = async (page: Page, said: string, channels?: Channels): Promise<void> => {
  await page.goto('about:blank')
  leneSays(said)
  await load(page, channels)
}

/** Waits until a tab shows these messages: exactly these, in this order. */
const shows = async (page: Page, texts: readonly string[]): Promise<void> => {
  const shown = async () => (await ask(page, 'state')).texts
  await expect.poll(shown).toEqual(texts)
}

const leneSays = (text: string): void => server.control.user(lene).says(me, text)

it('goes on where a tab that leads is closed and another is reloaded, nothing lost or doubled', async () => {
  await begin(2)
  const [one, two] = [await open(), await open()]
  expect(await ask(two, 'invite', `sip:${lene}`)).toBe('connected')
  leneSays('to two tabs')
  await shows(one, ['Hi', 'to two tabs'])

  await one.close()
  leneSays('while nobody leads')
  await shows(two, ['Hi', 'to two tabs', 'while nobody leads'])

  const three = await open()
  await reload(two, 'while one reloads')
  expect(await ask(two, 'say', 'from the reloaded')).toBe('delivered')
  leneSays('at last')
  const all = ['Hi', 'to two tabs', 'while nobody leads', 'while one reloads', 'from the reloaded', 'at last']
  await shows(two, all)
  await shows(three, all)
  const states = await Promise.all([two, three].map((page) => ask(page, 'state')))
  expect(states).toMatchObject([
    { status: 'available', gaps: [], conversations: ['Connected'] },
    { status: 'available', gaps: [], conversations: ['Connected'] },
  ])
  expect(server.control.counts()).toMatchObject({ applicationCreated: 1, messageAccepted: 5, messageReceived: 6 })
})

it('the only tab goes on with the very next event when it is reloaded', async () => {
  await begin(2)
  const one = await open()
  expect(await ask(one, 'invite', `sip:${lene}`)).toBe('connected')
  await shows(one, ['Hi'])
  await reload(one, 'meanwhile')
  leneSays('after')
  await shows(one, ['meanwhile', 'after'])
  expect(await ask(one, 'state')).toMatchObject({ gaps: [], conversations: ['Connected'] })
})

it('each tab has a channel of its own where it is told to, and goes on in it when it is reloaded', async () => {
  await begin(2)
  const [one, two] = [await open('own'), await open('own')]
  server.control.user(lene).invites(me, { subject: 'Lunch' })
  await expect.poll(async () => (await ask(one, 'state')).conversations).toEqual(['Connected'])
  leneSays('to both')
  await shows(one, ['to both'])
  await shows(two, ['to both'])
  await one.close()
  await reload(two, 'meanwhile', 'own')
  leneSays('after')
  await shows(two, ['meanwhile', 'after'])
  expect([await ask(two, 'state'), server.control.counts()['applicationCreated']]).toMatchObject([{ gaps: [] }, 1])
})

it('a tab leads where each was to have a channel and the server knows no instances', async () => {
  await begin(1)
  const [one, two] = [await open('own'), await open('own')]
  expect(await ask(one, 'invite', `sip:${lene}`)).toBe('connected')
  leneSays('hello')
  expect(await ask(two, 'say', 'from two')).toBe('delivered')
  await shows(one, ['Hi', 'hello', 'from two'])
  await shows(two, ['Hi', 'hello', 'from two'])
  expect(server.control.parked(me)).toBe(1)
})
