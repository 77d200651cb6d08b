import type { Page } from 'playwright-core'
import { expect, it, onTestFinished } from 'vitest'
import { createServer } from '../../src/server/index.ts'
import { certificate } from '../server/certificate.ts'
import { bundle, launch, openPage, play } from './page.ts'

const submit = async (page: Page): Promise<void> => {
  const frame = page.frameLocator('iframe[name=signIn]')
  await frame.getByLabel('User name').fill('tosh@contoso.com')
  await frame.getByLabel('Password').fill('x')
  await frame.getByRole('button').click()
}

/** Signs in at the server's page, which leaves a cookie that other sites may bring, in a page of `origin`. */
const signInAtPage = async (origin: string) => {
  const users = [{ uri: 'tosh@contoso.com', name: 'Tosh', password: 'x', passive: true }]
  const server = createServer({ users, allowedOrigins: [origin] })
  onTestFinished(() => server.close())
  const { url } = await server.listen({ https: certificate })
  const browser = await launch()
  onTestFinished(() => browser.close())
  // A private window, as Playwright makes them: cookies of other sites are blocked.
  const page = await openPage(browser, origin, await bundle())
  const [outcome] = await Promise.all([play(page, 'signInAtPage', url, 'xframe'), submit(page)])
  return { outcome, cookies: (await page.context().cookies()).map(({ name }) => name) }
}

it('the cookie of the sign-in page is kept in a page of the same site', async () => {
  expect(await signInAtPage('https://127.0.0.1:5999')).toEqual({ outcome: 'available', cookies: ['SignedIn'] })
})

it('where the browser blocks cookies of other sites, that is given as a reason', async () => {
  expect(await signInAtPage('https://localhost:5999')).toEqual({
    outcome: expect.stringMatching(
      /^SignInFailed: .*invalid_grant \(.*her browser blocks cookies of other sites\)$/,
    ) as unknown,
    cookies: [],
  })
})
