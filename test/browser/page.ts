import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { build } from 'vite'
import { findChromium } from './chromium.ts'
import type { Scenario, Transport } from './scenarios.ts'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-features=LocalNetworkAccessChecks',
]

export const launch = (): Promise<Browser> => chromium.launch({ executablePath: findChromium(), args: flags })

/** The scenarios, the client and all its dependencies, as a browser gets them. */
export const bundle = async (): Promise<string> => {
  const entry = fileURLToPath(new URL('scenarios.ts', import.meta.url))
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, target: 'es2022', lib: { entry, formats: ['es'], fileName: 'scenarios' } },
  })
  const outputs = Array.isArray(built) ? built : 'output' in built ? [built] : []
  const chunk = outputs[0]?.output[0]
  if (chunk?.type !== 'chunk') throw new Error('vite built no chunk')
  return chunk.code
}

const policy = "default-src 'none'; script-src 'self'; connect-src *; frame-src *"
const document = '<!doctype html><title>rx-ucwa</title><script type="module" src="/scenarios.js"></script>'

/**
 * Opens a page of an origin, the server's own or another, under a strict content
 * security policy. The page and its script are answered here; all else by who
 * listens there.
 */
export const openPage = async (browser: Browser, origin: string, script: string): Promise<Page> => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true })
  const page = await context.newPage()
  await page.route(`${origin}/page`, (route) =>
    route.fulfill({ contentType: 'text/html', headers: { 'content-security-policy': policy }, body: document }),
  )
  await page.route(`${origin}/scenarios.js`, (route) => route.fulfill({ contentType: 'text/javascript', body: script }))
  await page.goto(`${origin}/page`)
  return page
}

/** Runs one in the page, against a server. */
export const play = (page: Page, scenario: Scenario, origin: string, by: Transport = 'fetch'): Promise<unknown> =>
  page.evaluate(`scenarios.${scenario}(${JSON.stringify(origin)}, ${JSON.stringify(by)})`)
