import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { createServer } from '../../src/server/index.ts'
import { launch, openPage, play } from './page.ts'

/** A file beside this one and all that it needs, as esbuild makes it for a browser. */
const esbuilt = async (file: string): Promise<string> => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(file, import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
  })
  return outputFiles[0]?.text ?? ''
}

let browser: Browser

beforeAll(async () => {
  browser = await launch()
})

afterAll(() => browser.close())

const scene = async (script: string) => {
  const server = createServer()
  onTestFinished(() => server.close())
  const { url } = await server.listen()
  server.control.user('sip:lene@contoso.com').answers()
  const page = await openPage(browser, url, script)
  onTestFinished(() => page.context().close())
  return { url, page }
}

it('holds a conversation in a page that esbuild has made', async () => {
  const { url, page } = await scene(await esbuilt('scenarios.ts'))
  expect(await play(page, 'holdConversation', url)).toEqual(['Hi', '12:30? 😀 + , %'])
})

it('holds a conversation in a web worker without unsafe-eval', async () => {
  const { url, page } = await scene('')
  const worker = await esbuilt('workerProgram.ts')
  const headers = { 'content-security-policy': "default-src 'none'; connect-src 'self'" }
  await page
    .context()
    .route(`${url}/worker.js`, (route) => route.fulfill({ contentType: 'text/javascript', headers, body: worker }))

  const seen = await page.evaluate(`new Promise((resolve, reject) => {
    const worker = new Worker('/worker.js', { type: 'module' })
    worker.onmessage = ({ data }) => resolve(data)
    worker.onerror = ({ message }) => reject(new Error(message))
    worker.postMessage(${JSON.stringify(url)})
  })`)

  expect(seen).toEqual(['Hi', '12:30? 😀 + , %'])
})
