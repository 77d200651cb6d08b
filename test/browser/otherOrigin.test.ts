import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createServer, type ServerOptions, type UcwaServer } from '../../src/server/index.ts'
import { certificate } from '../server/certificate.ts'
import { bundle, launch, openPage, play } from './page.ts'
import type { Transport } from './scenarios.ts'

const elsewhere = 'http://localhost:5999'
const sameSite = 'http://127.0.0.1:5999'

let browser: Browser
let script: string

beforeAll(async () => {
  script = await bundle()
  browser = await launch()
})

afterAll(() => browser.close())

interface Scene {
  readonly server: UcwaServer
  readonly url: string
  readonly page: Page
}

const scene = async (
  options: ServerOptions = {},
  { origin = elsewhere, secure = false }: { readonly origin?: string; readonly secure?: boolean } = {},
): Promise<Scene> => {
  const server = createServer({ allowedOrigins: [origin], ...options })
  onTestFinished(() => server.close())
  const { url } = await server.listen(secure ? { https: certificate } : {})
  const page = await openPage(browser, origin, script)
  onTestFinished(() => page.context().close())
  return { server, url, page }
}

describe.each<Transport>(['xframe', 'fetch'])('a page of another origin, by %s,', (by) => {
  it.each([false, true])('holds a conversation (over HTTPS: %s)', async (secure) => {
    const { server, url, page } = await scene({}, { secure })
    server.control.user('sip:lene@contoso.com').answers()

    expect(await play(page, 'holdConversation', url, by)).toEqual(['Hi', '12:30? 😀 + , %'])
  })

  it('tells the token service’s word when the password is wrong', async () => {
    const { url, page } = await scene()

    expect(await play(page, 'signInWrongly', url, by)).toMatch(/^SignInFailed: .*invalid_grant/)
  })
})

it('a page that is not on the allow list is told so by XFrame', async () => {
  const { url, page } = await scene({ allowedOrigins: ['https://web.contoso.com'] })

  expect(await play(page, 'signIn', url, 'xframe')).toBe(
    `DiscoveryFailed: Discovery failed: no host answered for the sign-in address: ${url}/ (discoverRoot could not be sent: ${url}/xframe did not answer; the host cannot be reached, or the origin ${elsewhere} is not on its allow list)`,
  )
})

it('a page that is not on the allow list cannot read answers', async () => {
  const { url, page } = await scene({ allowedOrigins: [] })

  expect(await play(page, 'signIn', url, 'fetch')).toMatch(/^DiscoveryFailed: .*connection failed/)
})

it('a frame in a page that hides its address is blocked by the browser', async () => {
  const { server, url, page } = await scene({ allowedOrigins: [] })
  const blocked: string[] = []
  page.on('console', (message) => blocked.push(message.text()))
  const served: number[] = []
  server.control.intercept({ link: 'xframe' }, { rewrite: (answer) => (served.push(answer.status), answer) })

  await page.evaluate(`new Promise((resolve) => {
    const frame = document.createElement('iframe')
    frame.referrerPolicy = 'no-referrer'
    frame.onload = resolve
    frame.src = '${url}/xframe'
    document.body.append(frame)
  })`)

  expect(served).toEqual([200])
  await expect.poll(() => blocked.join()).toContain('frame-ancestors')
})

it('one frame serves all requests to a host', async () => {
  const { url, page } = await scene()

  expect(await play(page, 'framesOf', url, 'xframe')).toEqual([`${url}/xframe`])
})

it('an origin to which a link leads gets a frame of its own, where its link says', async () => {
  const { server, url, page } = await scene()
  const home = createServer({ allowedOrigins: [elsewhere] })
  onTestFinished(() => home.close())
  const { url: homeUrl } = await home.listen()
  server.control.intercept(
    { link: 'root' },
    {
      status: 200,
      body: {
        _links: { user: { href: `${homeUrl}/discovery/service.svc/who` }, xframe: { href: `${homeUrl}/XFrame?1` } },
      },
    },
  )

  expect(await play(page, 'framesOf', url, 'xframe')).toEqual([`${url}/xframe`, `${homeUrl}/XFrame?1`])
})

describe('the sign-in page of the passive grant', () => {
  const users = [{ uri: 'tosh@contoso.com', name: 'Tosh', password: 'x', passive: true }]

  const submit = async (page: Page) => {
    const frame = page.frameLocator('iframe[name=signIn]')
    await frame.getByLabel('User name').fill('tosh@contoso.com')
    await frame.getByLabel('Password').fill('x')
    await frame.getByRole('button').click()
  }

  it('signs a page of the server’s own in', async () => {
    const server = createServer({ users })
    onTestFinished(() => server.close())
    const { url } = await server.listen()
    const page = await openPage(browser, url, script)
    onTestFinished(() => page.context().close())

    const outcome = play(page, 'signInAtPage', url, 'fetch')
    await submit(page)

    expect(await outcome).toBe('available')
  })

  it('signs a page of another origin of the site in, by XFrame', async () => {
    const { url, page } = await scene({ users }, { origin: sameSite })

    const outcome = play(page, 'signInAtPage', url, 'xframe')
    await submit(page)

    expect(await outcome).toBe('available')
  })
})
