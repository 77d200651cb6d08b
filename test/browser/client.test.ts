import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { createServer, type UcwaServer } from '../../src/server/index.ts'
import { bundle, launch, openPage, play } from './page.ts'

let browser: Browser
let script: string
let server: UcwaServer
let url: string
let page: Page

beforeAll(async () => {
  script = await bundle()
  browser = await launch()
})

afterAll(() => browser.close())

beforeEach(async () => {
  server = createServer()
  ;({ url } = await server.listen())
  page = await openPage(browser, url, script)
})

afterEach(async () => {
  await page.close()
  await server.close()
})

it('holds a conversation under a strict content security policy', async () => {
  server.control.user('sip:lene@contoso.com').answers()
  expect(await play(page, 'holdConversation', url)).toEqual(['Hi', '12:30? 😀 + , %'])
})

it('tells the token service’s word when the password is wrong', async () => {
  expect(await play(page, 'signInWrongly', url)).toMatch(/^SignInFailed: .*invalid_grant/)
})

it.each(['backOnline', 'seenAgain'] as const)('gives up a poll that may hang when the page is %s', async (scenario) => {
  expect(await play(page, scenario, url)).toBe('given up')
})

it('follows a redirect that the browser hides, within the host', async () => {
  server.control.intercept({ link: 'root', times: 2 }, { status: 302, headers: { Location: `${url}/` } })
  expect(await play(page, 'signIn', url)).toBe('available')
})

it('goes no further where a hidden redirect has led to a foreign host', async () => {
  const foreign = createServer()
  const elsewhere = await foreign.listen({ host: '127.0.0.2' })
  const followed = foreign.control.intercept(
    { link: 'root', times: 2 },
    { rewrite: (answer) => ({ ...answer, headers: { ...answer.headers, 'Access-Control-Allow-Origin': '*' } }) },
  )
  const signedIn = foreign.control.intercept({ link: 'user' }, 'dropBefore')

  server.control.intercept({ link: 'root', times: 2 }, { status: 302, headers: { Location: `${elsewhere.url}/` } })
  expect(await play(page, 'signIn', url)).toMatch(/^DiscoveryFailed: .*was not followed/)
  expect([followed.taken(), signedIn.taken()]).toEqual([1, 0])
  await foreign.close()
})
