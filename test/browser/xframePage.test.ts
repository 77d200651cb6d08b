import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest'
import { createServer, type UcwaServer } from '../../src/server/index.ts'
import { launch, openPage } from './page.ts'

const elsewhere = 'http://localhost:5999'

let browser: Browser
let server: UcwaServer
let url: string
let page: Page

beforeAll(async () => {
  browser = await launch()
})

afterAll(() => browser.close())

beforeEach(async () => {
  server = createServer({
    allowedOrigins: [elsewhere],
    users: [{ uri: 'tosh@contoso.com', name: 'Tosh', password: 'x', token: 'cwt=tosh' }],
  })
  onTestFinished(() => server.close())
  ;({ url } = await server.listen())
  page = await openPage(browser, elsewhere, '')
  onTestFinished(() => page.context().close())
  await page.evaluate(`new Promise((resolve) => {
    globalThis.next = () => new Promise((hear) => addEventListener('message', hear, { once: true }))
    globalThis.frame = document.createElement('iframe')
    frame.onload = resolve
    frame.src = '${url}/xframe'
    document.body.append(frame)
  })`)
})

interface Heard {
  readonly data: string
  readonly origin: string
}

interface Answer {
  readonly status: number
  readonly statusText: string
  readonly responseText: string
  readonly headers: string
  readonly messageId: string
}

/** Posts as an old client does, and gives back what comes first. */
const post = async (message: object, as: 'string' | 'object' = 'string'): Promise<Heard> => {
  const data = JSON.stringify(message)
  return page.evaluate<Heard>(`(async () => {
    const answer = next()
    frame.contentWindow.postMessage(${as === 'object' ? data : JSON.stringify(data)}, '*')
    const event = await answer
    return { data: event.data, origin: event.origin }
  })()`)
}

const ask = async (message: object, as?: 'string' | 'object'): Promise<Answer> =>
  JSON.parse((await post({ messageId: 'm1', ...message }, as)).data) as Answer

it('answers with a string of JSON that bears the number of the message', async () => {
  const { data, origin } = await post({ type: 'GET', url: `${url}/`, messageId: 'm1' })

  expect(origin).toBe(url)
  expect(JSON.parse(data)).toEqual({
    status: 200,
    statusText: 'OK',
    responseText: expect.stringContaining('"_links"') as string,
    headers: expect.any(String) as string,
    messageId: 'm1',
  })
})

it('takes a message that is an object', async () => {
  expect(await ask({ type: 'GET', url: `${url}/` }, 'object')).toMatchObject({ status: 200, messageId: 'm1' })
})

it('writes headers as old clients look them up, each line with its end', async () => {
  const { headers } = await ask({ type: 'GET', url: `${url}/discovery/service.svc/who` })
  const names = headers.split('\r\n').map((line) => line.split(':', 1)[0])

  expect(names).toEqual(expect.arrayContaining(['Content-Type', 'WWW-Authenticate', 'Cache-Control', '']))
  expect(headers.endsWith('\r\n')).toBe(true)
  expect(headers).toContain('\r\nWWW-Authenticate: Bearer trusted_issuers="')
})

it('writes the header of diagnostics as old clients look it up', async () => {
  const { status, headers } = await ask({
    type: 'POST',
    url: `${url}/webticket/oauthtoken`,
    data: '',
    contentType: 'a/b',
  })

  expect([status, headers.includes('X-Ms-diagnostics: 28020;')]).toEqual([400, true])
})

it('says on whose behalf it asks', async () => {
  const asked: (string | undefined)[] = []
  await page.route(`${url}/`, (route) => {
    asked.push(route.request().headers()['x-ms-origin'], route.request().headers()['referer'])
    return route.continue()
  })
  await ask({ type: 'GET', url: `${url}/` })

  expect(asked).toEqual([elsewhere, `${url}/xframe`])
})

it.each([
  ['a string', { data: 'grant_type=password&username=tosh%40contoso.com&password=x' }],
  ['an object', { data: { grant_type: 'password', username: 'tosh@contoso.com', password: 'x' }, processData: true }],
])('sends a form that is %s', async (_, form) => {
  const { status, responseText } = await ask({
    type: 'POST',
    url: `${url}/webticket/oauthtoken`,
    contentType: "application/x-www-form-urlencoded;charset='UTF-8'",
    accepts: 'application/json',
    xhrFields: { withCredentials: true },
    cache: false,
    ...form,
  })

  expect([status, responseText.includes('"access_token":"cwt=')]).toEqual([200, true])
})

it('sends JSON, with the headers of the message', async () => {
  const { status, responseText } = await ask({
    type: 'post',
    url: '/ucwa/oauth/v1/apps',
    data: '{"UserAgent":"old","EndpointId":"1","Culture":"en-US"}',
    contentType: 'application/json',
    headers: { Authorization: 'Bearer cwt=tosh', Accept: 'application/json', Host: 'forbidden' },
  })

  expect([status, responseText.includes('"userAgent":"old"')]).toEqual([201, true])
})

it('asks no other host', async () => {
  const { status, headers } = await ask({ type: 'GET', url: url.replace('127.0.0.1', '127.0.0.2') })

  expect([status, headers]).toEqual([
    403,
    'X-Ms-diagnostics: 28020;source="127.0.0.1";reason="The URL is of another host."\r\n',
  ])
})

it('tells of a connection that broke by the status 0', async () => {
  server.control.intercept({ link: 'root', times: 3 }, 'dropBefore')

  expect(await ask({ type: 'GET', url: `${url}/` })).toMatchObject({ status: 0, responseText: '', messageId: 'm1' })
})

it('does not answer what is no message', async () => {
  await page.evaluate(`for (const data of ['{', 'null', '{}', null, 7, { url: 7 }]) {
    frame.contentWindow.postMessage(data, '*')
  }`)

  expect(await ask({ type: 'GET', url: `${url}/`, messageId: 'last' })).toMatchObject({ messageId: 'last' })
})

it('answers nobody whose origin is not on the list', async () => {
  const stranger = await openPage(browser, 'http://localhost:5998', '')
  onTestFinished(() => stranger.context().close())
  const opening = stranger.context().waitForEvent('page')
  await stranger.evaluate(`globalThis.opened = open('${url}/xframe')`)
  const opened = await opening
  await opened.waitForLoadState()
  await opened.evaluate(`void (globalThis.heard = new Promise((hear) => addEventListener("message", hear)))`)

  const asked = server.control.intercept({ link: 'root' }, 'dropBefore')
  await stranger.evaluate(`opened.postMessage({ type: 'GET', url: '/', messageId: 'm1' }, '*')`)
  await opened.evaluate(`heard.then(() => fetch('/nowhere')).then(() => undefined)`)

  expect(asked.taken()).toBe(0)
})
