import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { firstValueFrom, filter } from 'rxjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Visualizer } from '../../src/visualizer/index.ts'
import { violations } from './accessibility.ts'
import { pageFile } from './builtPage.ts'
import { launch } from './page.ts'
import { caughtUp, keepPicture, openAt, shownAnew, watching } from './watching.ts'

let browser: Browser

beforeAll(async () => {
  browser = await launch()
})

afterAll(() => browser.close())

const chosenState = (page: Page) => page.locator('.tree .row[aria-selected=true] .state')
const activeInPicture = (page: Page, path: string) => page.locator(`.stage > svg [data-state="${path}"].is-active`)

/** Finds an entry in the log and opens it. */
const openEntry = async (page: Page, visualizer: Visualizer, words: string): Promise<void> => {
  await caughtUp(page, visualizer)
  await openShown(page, words)
}

/** The same in a page that gets nothing new. */
const openShown = async (page: Page, words: string): Promise<void> => {
  const filter = page.getByLabel('Filter events')
  await filter.fill(words)
  await shownAnew(page)
  await page.locator('.log .row:visible', { hasText: words }).first().click()
  await filter.fill('')
}

it('shows a client from sign-in to sign-out', async () => {
  const { tosh, visualizer } = await watching()
  const page = await openAt(browser, visualizer.url)
  await chosenState(page).getByText('signedOut').waitFor()
  await tosh.connect()
  await chosenState(page).getByText('created.available.idle').waitFor()
  await tosh.signOut()
  await chosenState(page).getByText('signedOut').waitFor()

  const bars = page.locator('.lane[data-kind=actor]').first().locator('.stretch')
  await expect
    .poll(() => bars.allTextContents())
    .toEqual([
      ...['signedOut', 'discovering', 'authenticating', 'creating'],
      ...['created.lurking.asking', 'created.available.idle', 'signingOut', 'signedOut'],
    ])
  await expect.poll(() => page.locator('.lane[data-kind=stream] .lane-name').allTextContents()).toContain('status$')
})

it('lights the active states of the picture, and the arrow that was taken', async () => {
  const { tosh, visualizer } = await watching()
  const page = await openAt(browser, visualizer.url)
  await activeInPicture(page, 'signedOut').waitFor()
  await tosh.connect()
  await activeInPicture(page, 'created.available.idle').waitFor()
  await tosh.signOut()
  await activeInPicture(page, 'signedOut').waitFor()

  const taken = async () => [
    ...new Set(
      await page.evaluate<readonly string[]>(
        `[...document.querySelectorAll('.stage > svg .is-taken')].map(({ dataset }) => dataset.transition)`,
      ),
    ),
  ]
  await expect.poll(taken).toEqual(['signingOut#xstate.done.actor.deleteApplication#0'])
  expect(await activeInPicture(page, 'created').count()).toBe(0)
})

it('attaches to a client that is in the middle of its life', async () => {
  const { tosh, visualizer } = await watching()
  await tosh.connect()
  await tosh.startMessaging({ to: 'sip:lene@contoso.com', message: 'Hi' }).connected
  const page = await openAt(browser, visualizer.url)
  await chosenState(page).getByText('created.available.idle').waitFor()

  await page.locator('.tree .row', { hasText: 'conversation:' }).click()
  await chosenState(page).getByText('Connected').waitFor()
})

it('shows the past, step by step, then the present again', async () => {
  const { tosh, visualizer } = await watching()
  const page = await openAt(browser, visualizer.url)
  await tosh.connect()
  await activeInPicture(page, 'created.available.idle').waitFor()
  await openEntry(page, visualizer, '⇒ creating')
  await activeInPicture(page, 'creating').waitFor()
  await page.getByText('the past', { exact: true }).waitFor()
  await page.locator('.log .rows').focus()
  await page.keyboard.press('ArrowLeft')
  await activeInPicture(page, 'authenticating').waitFor()
  await page.keyboard.press('Escape')
  await activeInPicture(page, 'created.available.idle').waitFor()
})

it('opens at the moment and the actor of a link', async () => {
  const { tosh, visualizer } = await watching()
  const page = await openAt(browser, visualizer.url)
  await tosh.connect()
  await openEntry(page, visualizer, '⇒ creating')
  await page.waitForURL(/at=\d+/)
  const again = await openAt(browser, page.url())
  await activeInPicture(again, 'creating').waitFor()
})

it('shows behind an event what brought it on the wire', async () => {
  const { tosh, visualizer } = await watching()
  const page = await openAt(browser, visualizer.url)
  await tosh.connect()
  await tosh.startMessaging({ to: 'sip:lene@contoso.com', message: 'A secret' }).connected
  await openEntry(page, visualizer, 'invitation.completed')

  const brought = page.getByLabel('What brought it')
  await brought.getByText('"operation": "events"').waitFor()
  await brought.getByText('messagingInvitation').waitFor()
  expect(await brought.textContent()).not.toContain('secret')
})

it('filters the log', async () => {
  const { tosh, visualizer } = await watching()
  const page = await openAt(browser, visualizer.url)
  await tosh.connect()
  await page.keyboard.press('/')
  await page.keyboard.type('⇒ creating')
  await expect.poll(() => page.locator('.log .row:visible .what').allTextContents()).toEqual(['⇒ creating'])
})

it('moves the client by a command', async () => {
  const { tosh, visualizer } = await watching({ commands: true })
  const page = await openAt(browser, visualizer.url)
  await tosh.connect()
  await page.getByRole('group', { name: 'Commands' }).getByRole('button', { name: 'session.signOut' }).click()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await firstValueFrom(tosh.status$.pipe(filter(({ state }) => state === 'signedOut')))
  await page.getByText('session.signOut: sent.').waitFor()
})

it('offers no command unless that is allowed', async () => {
  const { visualizer } = await watching()
  const page = await openAt(browser, `${visualizer.url}&commands=on`)
  const command = page.getByRole('button', { name: 'session.signIn' })
  await command.waitFor()
  await command.click()
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('session.signIn: not sent: sending is off.').waitFor()
})

it('makes no element of what came over the wire', async () => {
  const { tosh, visualizer } = await watching()
  const page = await openAt(browser, visualizer.url)
  await tosh.connect()
  await tosh.startMessaging({ to: 'sip:lene@contoso.com', subject: '<img src=x onerror=alert(1)>' }).connected
  await openEntry(page, visualizer, 'startMessaging POST')
  await page.locator('.detail pre', { hasText: '<img src=x' }).first().waitFor()

  expect(await page.locator('img').count()).toBe(0)
})

it('says in words that it does not know the page', async () => {
  const { visualizer } = await watching()
  const page = await openAt(browser, visualizer.url.replace(/token=[^&]*/, 'token=guess'))
  await page.getByText('open the address that it printed').waitFor()
})

it('says in words that the visualizer has gone, and keeps what was heard', async () => {
  const { tosh, visualizer } = await watching()
  const page = await openAt(browser, visualizer.url)
  await tosh.connect()
  await chosenState(page).getByText('created.available.idle').waitFor()
  await visualizer.close()
  await page.getByText('what was heard stays').waitFor()
  await chosenState(page).getByText('created.available.idle').waitFor()
})

it('opens the editor of an event whose label in the picture is pressed', async () => {
  const { tosh, visualizer } = await watching({ commands: true })
  const page = await openAt(browser, visualizer.url)
  await tosh.connect()
  await activeInPicture(page, 'created.available.idle').waitFor()
  await page.getByRole('button', { name: 'Fit' }).click()
  await page
    .locator('.stage > svg text.is-enabled, .stage > svg .is-enabled text', { hasText: 'session.signOut' })
    .first()
    .click()
  await page.getByRole('heading', { name: 'session.signOut to session' }).waitFor()
  await page.getByLabel('Payload, as JSON').fill('[]')
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('The payload is not an object in JSON.').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('heading', { name: 'session.signOut to session' }).waitFor({ state: 'hidden' })
})

it.each([
  ['SVG', 'session.svg', /^<svg [^]*<\/svg>$/],
  ['PNG', 'session.png', /^\u0089?.PNG/],
  ['Mermaid', 'session.mmd', /^stateDiagram-v2/],
] as const)('saves the picture as %s', async (label, name, form) => {
  const { visualizer } = await watching()
  const page = await openAt(browser, visualizer.url)
  await activeInPicture(page, 'signedOut').waitFor()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: label, exact: true }).click(),
  ])
  expect(file.suggestedFilename()).toBe(name)
  expect(readFileSync(await file.path(), 'latin1')).toMatch(form)
})

it('is walked through by keys alone', async () => {
  const { tosh, visualizer } = await watching()
  const page = await openAt(browser, visualizer.url)
  await tosh.connect()
  await chosenState(page).getByText('created.available.idle').waitFor()
  const focused = new Set<string>()
  for (let step = 0; step < 40; step++) {
    await page.keyboard.press('Tab')
    focused.add(
      await page.evaluate<string>(
        'document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent',
      ),
    )
  }
  expect([...focused]).toEqual(
    expect.arrayContaining([
      ...['Back (←)', 'Moment', 'Forward (→)', 'Save recording', 'Open recording', 'Actors', 'Fit', 'Outline'],
      ...['Filter events', 'Noise', 'Events', 'Shorter time', 'Lanes of the timeline'],
    ]) as unknown,
  )
  await page.getByRole('tree', { name: 'Actors' }).focus()
  await page.keyboard.press('End')
  await page.keyboard.press('ArrowUp')
  await page.getByRole('heading', { name: 'Tosh / event' }).waitFor()
})

it('may run no script but its own, and ask nobody else', async () => {
  const { visualizer } = await watching()
  const page = await browser.newPage()
  await page.goto(visualizer.url)
  const refused = await page.evaluate<readonly string[]>(`(async () => {
    const broken = []
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => broken.push(effectiveDirective))
    const script = document.createElement('script')
    script.textContent = 'globalThis.foreign = true'
    document.body.append(script)
    const image = new Image()
    image.src = 'https://elsewhere.example/x.png'
    await fetch('https://elsewhere.example/').catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve))
    return [...new Set(broken.sort()), String(globalThis.foreign)]
  })()`)
  await page.close()
  expect(refused).toEqual(['connect-src', 'img-src', 'script-src-elem', 'undefined'])
})

describe('a recording', () => {
  const open = async (name: string, text: string): Promise<Page> => {
    const page = await openAt(browser, pathToFileURL(pageFile).href)
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
    return page
  }

  it('opens without a server, and is walked through', async () => {
    const { tosh, visualizer } = await watching()
    await tosh.connect()
    await tosh.signOut()
    const page = await open('evening.jsonl', visualizer.recording())
    await page.getByText('recording evening.jsonl').waitFor()
    await chosenState(page).getByText('signedOut').waitFor()
    await openShown(page, '⇒ creating')
    await chosenState(page).getByText('creating').waitFor()
  })

  it('that the page has saved can be opened again', async () => {
    const { tosh, visualizer } = await watching()
    const live = await openAt(browser, visualizer.url)
    await tosh.connect()
    await chosenState(live).getByText('created.available.idle').waitFor()
    const [file] = await Promise.all([
      live.waitForEvent('download'),
      live.getByRole('button', { name: 'Save recording' }).click(),
    ])
    const page = await open('saved.jsonl', readFileSync(await file.path(), 'utf8'))
    await chosenState(page).getByText('created.available.idle').waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  it('of another version is refused in words', async () => {
    const page = await open('new.jsonl', '{"format":"rx-ucwa recording","version":9}\n')
    await page
      .getByRole('alert')
      .getByText('new.jsonl: This recording is of version 9; version 1 can be read.')
      .waitFor()
  })

  it('that was cut off is shown as far as it goes', async () => {
    const { tosh, visualizer } = await watching()
    await tosh.connect()
    const page = await open('cut.jsonl', visualizer.recording().slice(0, -30))
    await page.getByRole('alert').getByText('The recording is cut off').waitFor()
    await chosenState(page).waitFor()
  })

  it('that is none is refused in words', async () => {
    const page = await open('cat.png', '\u0089PNG')
    await page.getByRole('alert').getByText('cat.png: This is no recording of this visualizer.').waitFor()
  })
})

describe('has nothing that assistive technology stumbles over', () => {
  it.each([
    ['wide, light', { width: 1400, height: 900 }, 'light'],
    ['wide, dark', { width: 1400, height: 900 }, 'dark'],
    ['narrow, light', { width: 420, height: 900 }, 'light'],
    ['narrow, dark', { width: 420, height: 900 }, 'dark'],
  ] as const)('(%s)', async (name, viewport, colorScheme) => {
    const { tosh, visualizer } = await watching({ commands: true })
    const page = await openAt(browser, visualizer.url, { viewport, colorScheme })
    await tosh.connect()
    await tosh.startMessaging({ to: 'sip:lene@contoso.com', message: 'Hi' }).connected
    await openEntry(page, visualizer, 'messaging.updated')
    await page.keyboard.press('Escape')
    await page.locator('.stage > svg .is-active').first().waitFor({ state: 'attached' })
    await keepPicture(page, name.replace(', ', '-'))
    expect(await violations(page)).toEqual([])
  })
})
