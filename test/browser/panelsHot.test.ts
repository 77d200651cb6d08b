import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { words } from '../../docs/examples/shared/words.ts'
import { createClient, password, type Conversation } from '../../src/index.ts'
import { createServer } from '../../src/server/index.ts'
import { launch } from './page.ts'
import { ask } from './panels/openPanel.ts'
import { servedPanel, type ServedPanel } from './panels/servedPanel.ts'

const secret = 'pass@word1'

let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const messagesIn = (page: Page): Locator => page.getByRole('log', { name: words.messages }).getByRole('listitem')
const textsIn = (page: Page): Promise<readonly string[]> => messagesIn(page).locator('> div').allTextContents()
const says = (page: Page, text: string): Promise<void> => page.getByText(text).first().waitFor()
const observedIn = async (page: Page): Promise<readonly string[]> =>
  [...((await ask(page, 'observed')) as readonly string[])].sort()

const talking = async (page: Page, url: string): Promise<Conversation> => {
  await page.getByLabel(words.password).fill(secret)
  await page.getByLabel(words.server).fill(`${url}/`)
  await page.getByRole('button', { name: words.signIn }).click()
  await says(page, 'Connected.')
  const lene = createClient({
    signInAddress: 'lene@contoso.com',
    rootUrl: url,
    credentials: password('lene@contoso.com', secret),
  })
  onTestFinished(() => lene.close())
  await lene.connect()
  const invitation = lene.startMessaging({ to: 'sip:tosh@contoso.com', message: 'Hungry?' })
  await page.getByRole('button', { name: words.accept }).click()
  const conversation = await invitation.connected
  await messagesIn(page).getByText('Hungry?').waitFor()
  return conversation
}

/** Frameworks whose development server replaces a module in the page; with the others it reloads the page. */
describe.each([
  ['react', 'Talk.tsx'],
  ['vue', 'Talk.vue'],
  ['svelte', 'Talk.svelte'],
  ['solid', 'Talk.tsx'],
] as const)('while the panel in %s is worked on', (name, talk) => {
  let served: ServedPanel

  beforeAll(async () => {
    served = await servedPanel(name)
  }, 120_000)
  afterAll(() => served.close())

  it('what is replaced hot is neither doubled nor left behind', async () => {
    const server = createServer({ allowedOrigins: [served.origin] })
    onTestFinished(() => server.close())
    const { url } = await server.listen()
    const page = await browser.newPage({ locale: 'en-GB' })
    onTestFinished(() => page.close())
    await page.goto(served.origin)
    const conversation = await talking(page, url)
    await page.evaluate('globalThis.isTheSamePage = true')
    const observed = await observedIn(page)

    served.edit(talk, '<article', '<article data-edited="yes"')
    await page.locator('article[data-edited]').first().waitFor({ state: 'attached' })
    served.edit('shared/words.ts', "leave: 'Leave'", "leave: 'Go'")
    await page.getByRole('button', { name: 'Go', exact: true }).waitFor()
    await conversation.send('12:30?').delivered
    await says(page, '12:30?')
    await page.getByLabel(words.message, { exact: true }).fill('Fine')
    await page.getByRole('button', { name: words.send, exact: true }).click()
    await says(page, 'Delivered')

    expect(await page.evaluate('globalThis.isTheSamePage')).toBe(true)
    expect(await textsIn(page)).toEqual(['Hungry?', '12:30?', 'Fine'])
    await expect.poll(() => observedIn(page)).toEqual(observed)
    await ask(page, 'unmount')
    await expect.poll(() => ask(page, 'observed')).toEqual([])
  })
})
