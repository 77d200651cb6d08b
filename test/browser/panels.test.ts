import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Way } from '../../docs/examples/shared/signInForm.ts'
import { words } from '../../docs/examples/shared/words.ts'
import { createClient, password, type Client, type Conversation } from '../../src/index.ts'
import { createServer, type UcwaServer } from '../../src/server/index.ts'
import { until } from '../integration/world.ts'
import { violations } from './accessibility.ts'
import { launch } from './page.ts'
import { builtPanel, panels, type Built, type PanelName } from './panels/builtPanel.ts'
import { ask, openPanel, origin, type OpenPanel } from './panels/openPanel.ts'

const toshAddress = 'tosh@contoso.com'
const secret = 'pass@word1'

let browser: Browser
let server: UcwaServer
let url: string

beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

beforeEach(async () => {
  server = createServer({ allowedOrigins: [origin] })
  onTestFinished(() => server.close())
  ;({ url } = await server.listen())
})

const openPage = async (built: Built, options?: OpenPanel): Promise<Page> => {
  const page = await openPanel(browser, built, options)
  onTestFinished(() => page.context().close())
  return page
}

interface SigningIn {
  readonly way?: Way
  readonly as?: string
}

const signIn = async (page: Page, { way = 'cors', as = secret }: SigningIn = {}): Promise<void> => {
  await page.getByLabel(words.address).fill(toshAddress)
  await page.getByLabel(words.password).fill(as)
  await page.getByLabel(words.server).fill(`${url}/`)
  await page.getByLabel(words.way).selectOption(words[way])
  await page.getByRole('button', { name: words.signIn }).click()
}

const messagesIn = (page: Page): Locator => page.getByRole('log', { name: words.messages }).getByRole('listitem')
const says = (page: Page, text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor()

/** A page in which Tosh is online. */
const online = async (built: Built, options: SigningIn & OpenPanel = {}): Promise<Page> => {
  const page = await openPage(built, options)
  await signIn(page, options)
  await says(page, 'Connected.')
  return page
}

const lene = async (): Promise<Client> => {
  const client = createClient({
    signInAddress: 'lene@contoso.com',
    rootUrl: url,
    credentials: password('lene@contoso.com', secret),
  })
  onTestFinished(() => client.close())
  await client.connect()
  return client
}

/** Lene has invited Tosh, who has accepted. */
const talking = async (page: Page): Promise<Conversation> => {
  const invitation = (await lene()).startMessaging({ to: `sip:${toshAddress}`, subject: 'Lunch', message: 'Hungry?' })
  await page.getByRole('button', { name: words.accept }).click()
  const conversation = await invitation.connected
  await messagesIn(page).getByText('Hungry?').waitFor()
  return conversation
}

const say = async (page: Page, text: string): Promise<void> => {
  await page.getByLabel(words.message, { exact: true }).fill(text)
  await page.getByRole('button', { name: words.send, exact: true }).click()
}

/** In light and in dark; of the panel, not of the page around it. */
const violationsIn = async (page: Page): Promise<readonly string[]> => {
  await page.emulateMedia({ colorScheme: 'light' })
  const inLight = await violations(page, '.ucwa-panel')
  await page.emulateMedia({ colorScheme: 'dark' })
  return [...inLight, ...(await violations(page, '.ucwa-panel'))]
}

const textsIn = (page: Page): Promise<readonly string[]> => messagesIn(page).locator('> div').allTextContents()

/** What a panel observes just once, whatever it shows. */
const once = ['client.gaps$', 'client.invitations$', 'conversation.messages$', 'session.client$']

const observedOf = async (page: Page, names: readonly string[]): Promise<readonly string[]> =>
  ((await ask(page, 'observed')) as readonly string[]).filter((name) => names.includes(name)).sort()

describe.each(panels)('the panel in %s', (name) => {
  let built: Built

  beforeAll(async () => {
    built = await builtPanel(name)
  }, 240_000)

  it('takes an invitation, and holds a conversation', async () => {
    server.control.user('sip:lene@contoso.com').appears('Busy')
    const page = await online(built)
    const friend = await lene()
    await page.getByRole('button', { name: /Lene Aaling\s*Busy/ }).waitFor()
    const invitation = friend.startMessaging({ to: `sip:${toshAddress}`, subject: 'Lunch', message: 'Hungry?' })
    await page.getByRole('alert').getByText('Lene Aaling invites you to talk about Lunch.').waitFor()
    await page.getByRole('alert').getByText('Hungry?').waitFor()
    await page.getByRole('button', { name: words.accept }).click()
    const conversation = await invitation.connected

    await conversation.setIsTyping().done
    await says(page, 'Lene Aaling is typing …')
    await page.getByLabel(words.message, { exact: true }).fill('Very')
    await until(conversation.typing$, (who) => who.length === 1)
    await page.getByRole('button', { name: words.send, exact: true }).click()
    await says(page, 'Delivered')
    await conversation.send('12:30?').delivered
    await says(page, '12:30?')

    expect(await textsIn(page)).toEqual(['Hungry?', 'Very', '12:30?'])
  })

  it('declines an invitation', async () => {
    const page = await online(built)
    const invitation = (await lene()).startMessaging({ to: `sip:${toshAddress}` })
    await page.getByRole('button', { name: words.decline }).click()

    await expect(invitation.connected).rejects.toMatchObject({ state: 'Declined' })
    await page.getByRole('alert').waitFor({ state: 'detached' })
  })

  it('invites, through XFrame, and says who has declined', async () => {
    const page = await online(built, { way: 'xframe' })
    server.control.user('sip:lene@contoso.com').declines()
    await page.getByRole('button', { name: /Lene Aaling/ }).click()
    await says(page, 'Lene Aaling declined.')
    await page.getByRole('button', { name: words.dismiss }).click()

    server.control.user('sip:lene@contoso.com').answers()
    await page
      .getByRole('button', { name: /Lene Aaling/ })
      .first()
      .click()
    await page.getByLabel(words.message, { exact: true }).and(page.locator(':enabled')).waitFor()
    await say(page, 'Hungry?')
    await says(page, 'Delivered')

    expect(await textsIn(page)).toEqual(['Hungry?'])
    await ask(page, 'unmount')
    await ask(page, 'close')
    await expect.poll(() => ask(page, 'left')).toEqual([])
  })

  it('says that the connection is lost, what it waits for, and until when', async () => {
    const page = await online(built)
    const conversation = await talking(page)
    await page.context().setOffline(true)
    await conversation.setIsTyping().done // ends the poll that waits; the next one finds no network
    await says(
      page,
      /^Not connected: this device is offline\. Waiting for news from the server; attempt \d+ at \d\d:\d\d:\d\d\.$/,
    )
    const sent = conversation.send('Are you there?')
    await page.context().setOffline(false)
    await says(page, 'Connected.')
    await sent.delivered
    await says(page, 'Are you there?')

    expect(await textsIn(page)).toEqual(['Hungry?', 'Are you there?'])
  })

  it('announces a gap, with what it ended', async () => {
    const page = await online(built)
    await talking(page)
    server.control.resume(toshAddress)

    await says(page, 'The server has dropped what was open. Ended: the conversation with Lene Aaling.')
    await says(page, /This conversation is over\./)
  })

  it('leaves nothing behind, and doubles nothing when it comes back', async () => {
    const page = await online(built)
    const conversation = await talking(page)
    await ask(page, 'unmount')
    await expect.poll(() => ask(page, 'observed')).toEqual([])

    await ask(page, 'mount')
    await says(page, 'Connected.')
    await conversation.send('12:30?').delivered
    await says(page, '12:30?')
    await say(page, 'Fine')
    await says(page, 'Delivered')
    expect(await textsIn(page)).toEqual(['Hungry?', '12:30?', 'Fine'])
    expect(await observedOf(page, once)).toEqual(once)

    await ask(page, 'unmount')
    await ask(page, 'close')
    await expect.poll(() => ask(page, 'observed')).toEqual([])
    await expect.poll(() => ask(page, 'left')).toEqual([])
    await expect.poll(() => server.control.parked(toshAddress)).toBe(0)
  })

  it('holds a conversation of a client in a worker, loses the connection and comes back, and leaves nothing', async () => {
    const page = await online(built, { way: 'worker' })
    const conversation = await talking(page)
    await say(page, 'Very')
    await says(page, 'Delivered')
    await ask(page, 'unmount')
    await expect.poll(() => ask(page, 'observed')).toEqual([])

    await ask(page, 'mount')
    await says(page, 'Connected.')
    await conversation.send('12:30?').delivered
    await says(page, '12:30?')
    expect(await observedOf(page, once)).toEqual(once)
    await page.context().setOffline(true)
    await conversation.setIsTyping().done // ends the poll that waits; the next one finds no network
    await says(page, /^Not connected: this device is offline\. Waiting for news from the server; attempt \d+ at /)
    const sent = conversation.send('Are you there?')
    await page.context().setOffline(false)
    await says(page, 'Connected.')
    await sent.delivered
    await says(page, 'Are you there?')
    expect(await textsIn(page)).toEqual(['Hungry?', 'Very', '12:30?', 'Are you there?'])

    await ask(page, 'unmount')
    await ask(page, 'close')
    await expect.poll(() => ask(page, 'observed')).toEqual([])
    await expect.poll(() => ask(page, 'left')).toEqual([])
    await expect.poll(() => server.control.parked(toshAddress)).toBe(0)
  })

  it('says that the worker of its client has died, and goes on with another', async () => {
    const page = await online(built, { way: 'worker', before: ({ clock }) => clock.install() })
    const conversation = await talking(page)
    const [worker] = page.workers()
    await worker?.evaluate('close()')
    await page.clock.runFor('00:15')
    await says(page, 'Not connected: the worker or the tab in which the client runs does not answer.')
    await say(page, 'Anybody?')
    await page.clock.runFor('00:15')
    await says(page, 'Not delivered')

    const sent = conversation.send('Are you there?')
    await page.getByRole('button', { name: words.startAgain }).click()
    await signIn(page, { way: 'worker' })
    await says(page, 'Connected.')
    await sent.delivered
    await says(page, 'Are you there?')
    await say(page, 'Back')
    await says(page, 'Delivered')
    expect(await textsIn(page)).toEqual(['Are you there?', 'Back'])
  })

  it('has nothing that assistive technology stumbles over, in light or dark', async () => {
    const page = await openPage(built)
    const signedOut = await violationsIn(page)
    await signIn(page)
    await says(page, 'Connected.')
    await talking(page)
    await say(page, 'Very')
    await says(page, 'Delivered')
    server.control.resume(toshAddress)
    await page.getByRole('log', { name: words.announcements }).waitFor()
    ;(await lene()).startMessaging({ to: `sip:${toshAddress}`, subject: 'Dinner', message: 'Still hungry?' })
    await page.getByRole('alert').waitFor()

    expect([signedOut, await violationsIn(page)]).toEqual([[], []])
  })

  it('shows the words of an HTML message, runs nothing of it and fetches nothing', async () => {
    const page = await online(built)
    const conversation = await talking(page)
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).host))
    await conversation.send({
      html: `<style>* { display: none }</style><b onclick="hacked = 1">Soup</b><script>globalThis.hacked = 1</script>
             <img src="http://evil.example/seen.png" onerror="globalThis.hacked = 1">
             <p style="background: url(http://evil.example/seen.png)">or salad</p>`,
    }).delivered
    await messagesIn(page).locator('b', { hasText: 'Soup' }).waitFor()
    await says(page, 'or salad')

    expect(await page.evaluate('globalThis.hacked')).toBeUndefined()
    expect(await messagesIn(page).locator('img, script, style, [style], [onclick]').count()).toBe(0)
    await expect.poll(() => new Set(asked)).toEqual(new Set([new URL(url).host]))
  })
})

/** Told alike by all panels, since they share their words: each is asked of one. */
describe('a panel says why there is no connection', () => {
  const unreachable = `cannot be reached, or does not allow pages of ${origin}.`
  const notFramed = `the server cannot be reached, it does not allow pages of ${origin}, or a policy forbids the frame.`

  const refused = async (name: PanelName, options: SigningIn & OpenPanel): Promise<string | null> => {
    const page = await openPage(await builtPanel(name), options)
    await signIn(page, options)
    await says(page, /^Not signed in/)
    return page.getByText(/^Not signed in/).textContent()
  }

  it('where the password is wrong', async () => {
    expect(await refused('vue', { as: 'wrong' })).toBe('Not signed in: the address or the password is wrong.')
  })

  it('where the server does not list the origin of the page', async () => {
    const stranger = createServer()
    onTestFinished(() => stranger.close())
    ;({ url } = await stranger.listen())

    expect(await refused('svelte', {})).toBe(`Not signed in: ${new URL(url).host} ${unreachable}`)
  })

  it('where XFrame does not list the origin of the page', async () => {
    const stranger = createServer()
    onTestFinished(() => stranger.close())
    ;({ url } = await stranger.listen())

    expect(await refused('solid', { way: 'xframe' })).toBe(
      `Not signed in: the page ${url}/xframe does not answer: ${notFramed}`,
    )
  })

  it('where a policy of the page forbids the frame', async () => {
    expect(await refused('element', { way: 'xframe', frames: "'none'" })).toBe(
      `Not signed in: the page ${url}/xframe does not answer: ${notFramed}`,
    )
  })
})

it('a panel whose tab was frozen for an hour says what was lost, and goes on', async () => {
  const page = await online(await builtPanel('angular'), { before: ({ clock }) => clock.install() })
  await talking(page)
  const devtools = await page.context().newCDPSession(page)
  const frozen = new Promise((resolve) => devtools.once('Debugger.paused', resolve))
  await devtools.send('Debugger.enable')
  await devtools.send('Debugger.pause')
  server.control.expireApplication(toshAddress)
  await frozen // before anything of the page has run again
  await devtools.send('Debugger.disable')
  await page.clock.fastForward('01:00:00')

  await says(
    page,
    'You were away too long for the server, and are signed in anew. Ended: the conversation with Lene Aaling.',
  )
  await says(page, 'Connected.')
  await talking(page)
  expect(await page.getByRole('log', { name: words.announcements }).getByRole('paragraph').count()).toBe(1)
})

it('a panel needs no cookies, those of third parties included', async () => {
  const page = await online(await builtPanel('react'), { way: 'xframe' })

  expect(await page.context().cookies()).toEqual([])
})
