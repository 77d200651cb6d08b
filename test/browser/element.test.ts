import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { createServer } from '../../src/server/index.ts'
import { readRecording } from '../../src/visualizer/recording/recording.ts'
import { violations } from './accessibility.ts'
import { layoutsInDocs } from './builtPage.ts'
import { bundleOf, launch } from './page.ts'

let browser: Browser
let scripts: ReadonlyMap<string, string>

beforeAll(async () => {
  ;[browser, scripts] = await Promise.all([
    launch(),
    bundleOf('ownPage.ts', { knownLayouts: JSON.stringify(layoutsInDocs()) }),
  ])
})
afterAll(() => browser.close())

/** A page of the embedded server's origin, with a client in it and the element that shows it. */
const opened = async (): Promise<{ readonly page: Page; readonly asked: readonly string[] }> => {
  const server = createServer()
  const { url } = await server.listen()
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 } })
  onTestFinished(async () => {
    await page.close()
    await server.close()
  })
  const asked: string[] = []
  page.on('request', (request) => asked.push(new URL(request.url()).pathname))
  await page.route(`${url}/own/**`, (route) => {
    const name = new URL(route.request().url()).pathname.slice('/own/'.length)
    const script = scripts.get(name)
    return script === undefined
      ? route.fulfill({
          contentType: 'text/html',
          headers: { 'content-security-policy': "default-src 'none'; script-src 'self'; connect-src 'self'" },
          body: '<!doctype html><title>own</title>',
        })
      : route.fulfill({ contentType: 'text/javascript', body: script })
  })
  await page.goto(`${url}/own/`)
  await page.evaluate(`import('/own/entry.js').then((own) => { globalThis.own = own; own.open('${url}') })`)
  return { page, asked }
}

const state = (page: Page) => page.locator('.tree .row[aria-selected=true] .state')

it('shows a client of the same page, under a strict policy, without loading elkjs', async () => {
  const { page, asked } = await opened()
  await state(page).getByText('signedOut').waitFor()
  await page.evaluate('own.signIn()')
  await state(page).getByText('created.available.idle').waitFor()
  await page.locator('.stage > svg [data-state="created.available.idle"].is-active').waitFor()

  expect(asked.filter((path) => path.includes('elk'))).toEqual([])
})

it('lays out a chart that it did not know', async () => {
  const { page, asked } = await opened()
  await page.evaluate('own.watchStranger()')
  await page.locator('.tree .row', { hasText: 'here' }).click()
  await page.locator('.stage > svg [data-state="here"].is-active').waitFor()

  expect(asked.filter((path) => path.includes('elk'))).toHaveLength(1)
})

it('moves the client by a command', async () => {
  const { page } = await opened()
  await page.getByRole('group', { name: 'Commands' }).getByRole('button', { name: 'session.signIn' }).click()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await state(page).getByText('created.available.idle').waitFor()
})

it('lets go of the client when it is taken out, and shows it anew when it is put back', async () => {
  const { page } = await opened()
  await page.evaluate('own.signIn()')
  await state(page).getByText('created.available.idle').waitFor()
  await page.evaluate('own.toggle()')
  expect(await page.evaluate('own.recording()')).toBe('')
  await page.evaluate('own.signOut()')
  await page.evaluate('own.toggle()')
  await state(page).getByText('signedOut').waitFor()
})

it.each(['light', 'dark'] as const)('has nothing that assistive technology stumbles over (%s)', async (colorScheme) => {
  const { page } = await opened()
  await page.emulateMedia({ colorScheme })
  await page.evaluate('own.signIn()')
  await page.locator('.stage > svg [data-state="created.available.idle"].is-active').waitFor()
  expect(await violations(page, 'ucwa-visualizer')).toEqual([])
})

it('gives what it has heard as a recording', async () => {
  const { page } = await opened()
  await page.evaluate('own.signIn()')
  await state(page).getByText('created.available.idle').waitFor()
  const read = readRecording(await page.evaluate<string>('own.recording()'))
  expect('read' in read ? [read.read.warnings, read.read.entries[0]?.kind] : read.refused).toEqual([[], 'actor'])
})
