import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import type { Built } from './builtPanel.ts'
import type { PanelUnderTest } from './watch.ts'

/** Where the page comes from: another site than the server's, and on its allow list. */
export const origin = 'http://localhost:5173'

const policy = (frames: string): string =>
  `default-src 'none'; script-src 'self'; style-src 'self'; connect-src *; frame-src ${frames}`

const document = (built: Built): string => `<!doctype html>
<html lang="en">
  <head>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>rx-ucwa</title>
    ${Object.keys(built)
      .filter((name) => name.endsWith('.css'))
      .map((name) => `<link rel="stylesheet" href="/${name}">`)
      .join('')}
    <script type="module" src="/page.js"></script>
  </head>
  <body></body>
</html>`

const types: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css', html: 'text/html' }

export interface OpenPanel {
  readonly frames?: '*' | "'none'"
  readonly context?: BrowserContextOptions
  /** Before anything of the page runs. */
  readonly before?: (page: Page) => Promise<void>
}

/** A page with the panel, under a strict content security policy. */
export const openPanel = async (
  browser: Browser,
  built: Built,
  { frames = '*', context, before }: OpenPanel = {},
): Promise<Page> => {
  const page = await (await browser.newContext({ locale: 'en-GB', ...context })).newPage()
  await page.route(`${origin}/**`, (route) => {
    const path = new URL(route.request().url()).pathname.slice(1)
    if (path === '')
      return route.fulfill({
        contentType: 'text/html',
        headers: { 'content-security-policy': policy(frames) },
        body: document(built),
      })
    const body = built[path]
    return body === undefined
      ? route.fulfill({ status: 404 })
      : route.fulfill({ contentType: types[path.replace(/.*\./, '')] ?? 'text/plain', body })
  })
  await before?.(page)
  await page.goto(`${origin}/`)
  return page
}

/** Asks something of the page. */
export const ask = (page: Page, what: keyof PanelUnderTest): Promise<unknown> => page.evaluate(`panel.${what}()`)
