import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createServer, type UcwaServer } from '../../src/server/index.ts'
import type { Interop } from './interop.ts'
import { bundleOf, launch, serve } from './page.ts'

let browser: Browser
let page: Page
let server: UcwaServer
let url: string

beforeAll(async () => {
  server = createServer()
  ;({ url } = await server.listen())
  server.control.user('lene@contoso.com').answers()
  browser = await launch()
  const context = await browser.newContext()
  const [script, worker] = [
    await bundleOf('interop.ts', { 'process.env.NODE_ENV': '"production"' }),
    await bundleOf('worker.ts'),
  ]
  await serve(context, url, script.get('entry.js') ?? '')
  await context.route(`${url}/worker.js`, (route) =>
    route.fulfill({ contentType: 'text/javascript', body: worker.get('entry.js') ?? '' }),
  )
  page = await context.newPage()
  await page.goto(`${url}/page`)
})

afterAll(async () => {
  await browser.close()
  await server.close()
})

const play = (scenario: keyof Interop): Promise<unknown> => page.evaluate(`interop.${scenario}(${JSON.stringify(url)})`)

it('the platform’s own Observable takes a Live', async () => {
  expect(await play('nativeFromLive')).toEqual(['available'])
})

it('a stream goes through the platform’s own Observable and back', async () => {
  expect(await play('nativeBothWays')).toEqual(['Hi', '12:30?'])
})

it('leaving the platform’s own Observable frees the stream', async () => {
  expect(await play('nativeFrees')).toEqual([true, false])
})

it('useSelector of @xstate/react reads a Live of objects', async () => {
  expect(await play('useSelectorOnLive')).toEqual(['signedOut', 'available'])
})

it('useSelector of @xstate/react reads a chart that inspection has announced', async () => {
  expect(await play('useSelectorOnActor')).toEqual(['"signedOut"', '{"created":{"available":"idle"}}'])
})

it('a client in a worker holds a conversation for its page, which is told when the worker dies', async () => {
  expect(await play('worker')).toEqual({
    texts: ['Hi', 'from the page'],
    status: { state: 'unreached', reason: 'the worker or the tab in which the client runs does not answer' },
    refused: expect.stringContaining('does not answer') as unknown,
  })
})
