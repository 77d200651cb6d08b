import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
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

/** How long, in ms, a page may take until something counts as not coming: a limit for what hangs, far above what a slow machine needs. */
const patience = 60_000

export const launch = async (): Promise<Browser> => {
  const browser = await chromium.launch({ executablePath: findChromium(), args: flags })
  browser.on('context', (context) => context.setDefaultTimeout(patience))
  return browser
}

/** A file beside this one and all that it needs, as a browser gets them: `entry.js`, and what that loads later. */
export const bundleOf = async (
  file: string,
  define: Readonly<Record<string, string>> = {},
): Promise<ReadonlyMap<string, string>> => {
  const entry = fileURLToPath(new URL(file, import.meta.url))
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    define,
    build: { write: false, target: 'es2022', lib: { entry, formats: ['es'], fileName: 'entry' } },
  })
  const outputs = Array.isArray(built) ? built : 'output' in built ? [built] : []
  const chunks = outputs[0]?.output ?? []
  return new Map(chunks.flatMap((chunk) => (chunk.type === 'chunk' ? [[chunk.fileName, chunk.code] as const] : [])))
}

/** The scenarios, the client and all its dependencies. */
export const bundle = async (): Promise<string> => {
  const code = (await bundleOf('scenarios.ts')).get('entry.js')
  if (code === undefined) throw new Error('vite built no chunk')
  return code
}

const policy = "default-src 'none'; script-src 'self'; connect-src *; frame-src *"
const document = '<!doctype html><title>rx-ucwa</title><script type="module" src="/scenarios.js"></script>'

/**
 * Answers for a page of an origin, the server's own or another, under a strict content
 * security policy, and for its script; for all else who listens there.
 */
export const serve = async (context: BrowserContext, origin: string, script: string): Promise<void> => {
  await context.route(`${origin}/page`, (route) =>
    route.fulfill({ contentType: 'text/html', headers: { 'content-security-policy': policy }, body: document }),
  )
  await context.route(`${origin}/scenarios.js`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: script }),
  )
}

export const openPage = async (browser: Browser, origin: string, script: string): Promise<Page> => {
  const context = await browser.newContext({ ignoreHTTPSErrors: true })
  await serve(context, origin, script)
  const page = await context.newPage()
  await page.goto(`${origin}/page`)
  return page
}

/** Runs one in the page, against a server. */
export const play = (page: Page, scenario: Scenario, origin: string, by: Transport = 'fetch'): Promise<unknown> =>
  page.evaluate(`scenarios.${scenario}(${JSON.stringify(origin)}, ${JSON.stringify(by)})`)
