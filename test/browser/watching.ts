import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { createClient, password, type Client } from '../../src/index.ts'
import { createServer, type UcwaServer } from '../../src/server/index.ts'
import { createVisualizer, type Visualizer, type VisualizerOptions } from '../../src/visualizer/index.ts'

export interface Watching {
  readonly server: UcwaServer
  readonly tosh: Client
  readonly visualizer: Visualizer
}

/** Tosh, who has not signed in, and Lene, who answers, at an embedded server, and the visualizer on Tosh. */
export const watching = async (options: VisualizerOptions = {}): Promise<Watching> => {
  const server = createServer()
  const { url } = await server.listen()
  server.control.user('sip:lene@contoso.com').answers()
  const tosh = createClient({
    ...{ signInAddress: 'tosh@contoso.com', rootUrl: url },
    credentials: password('tosh@contoso.com', 'pass@word1'),
  })
  const visualizer = await createVisualizer(tosh, { name: 'Tosh', ...options })
  onTestFinished(async () => {
    await visualizer.close()
    tosh.close()
    await server.close()
  })
  return { server, tosh, visualizer }
}

/** What a page did that it must not. */
interface Offences {
  readonly elsewhere: string[]
  readonly complaints: string[]
}

/** Opens an address in a page of its own, which may ask nobody else and may not break its policy. */
export const openAt = async (
  browser: Browser,
  address: string,
  look: BrowserContextOptions = {},
  prepare: (page: Page) => Promise<unknown> = () => Promise.resolve(),
): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...look })
  const page = await context.newPage()
  const home = new URL(address)
  const offences: Offences = { elsewhere: [], complaints: [] }
  page.on('request', (request) => {
    const { protocol, host } = new URL(request.url())
    if (protocol === 'blob:' || protocol === 'data:' || (protocol === home.protocol && host === home.host)) return
    offences.elsewhere.push(request.url())
  })
  page.on('pageerror', (error) => offences.complaints.push(error.message))
  page.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) offences.complaints.push(message.text())
  })
  await prepare(page)
  await page.goto(address)
  onTestFinished(async () => {
    await context.close()
    expect(offences).toEqual({ elsewhere: [], complaints: [] })
  })
  return page
}

/** Waits until the page has all that the visualizer has heard so far. */
export const caughtUp = (page: Page, visualizer: Visualizer): Promise<void> =>
  expect
    .poll(async () => {
      const heard = visualizer.recording().trimEnd().split('\n').length - 1
      const told = await page.locator('.count').textContent()
      return told?.endsWith(`of ${heard.toLocaleString('en')} entries`)
    })
    .toBe(true)

/**
 * Waits until the page has shown what it was told before. Rows are used again: one that was found too
 * early may be another, or none, when it is clicked.
 */
export const shownAnew = (page: Page): Promise<unknown> =>
  page.evaluate('new Promise((shown) => requestAnimationFrame(() => requestAnimationFrame(shown)))')

/** Keeps a picture of a page, to be looked at. */
export const keepPicture = async (page: Page, name: string): Promise<void> => {
  const folder = fileURLToPath(new URL('../../coverage/visualizer', import.meta.url))
  mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}
