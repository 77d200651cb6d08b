import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createVisualizer } from '../../src/visualizer/index.ts'
import { launch } from './page.ts'
import { crowd, endless, lamp, nameless } from './strangers.ts'
import { caughtUp, openAt, shownAnew, watching } from './watching.ts'

let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const strangers = async () => {
  const { watchable, begin } = crowd()
  const visualizer = await createVisualizer(watchable, { name: 'Strangers' })
  onTestFinished(() => visualizer.close())
  return { begin, visualizer }
}

const chosenState = (page: Page) => page.locator('.tree .row[aria-selected=true] .state')

it('stays usable with 2,000 actors and more events than are kept', async () => {
  const { begin, visualizer } = await strangers()
  const lamps = Array.from({ length: 2_000 }, (_, at) => begin(lamp, `lamp:${at}`))
  for (let round = 0; round < 13; round++) {
    for (const one of lamps) one.send({ type: round % 2 === 0 ? 'lamp.on' : 'lamp.off' })
  }
  // The layout of a chart is an entry as well, and comes when it is ready.
  const dropped = (): number =>
    (JSON.parse(visualizer.recording().split('\n', 1).join()) as { readonly dropped: number }).dropped
  const page = await openAt(browser, visualizer.url)
  await expect
    .poll(() => page.locator('.count').textContent())
    .toSatisfy((told: string) => told.endsWith(`of 50,000 entries, ${dropped().toLocaleString('en')} older dropped`))
  expect(dropped()).toBeGreaterThan(4_000)
  expect(await page.locator('.row').count()).toBeLessThan(100)
  expect(await page.locator('.lane').count()).toBeLessThan(40)
  await page.locator('.tree .rows').press('End')
  await page.locator('.tree .row', { hasText: 'lamp:1999' }).waitFor()

  await page.getByLabel('Filter events').fill('lamp:1234 ⇒ off')
  await page.getByText('6 of 50,000 entries').waitFor()
  await shownAnew(page)
  await page.locator('.log .row:visible', { hasText: '⇒ off' }).first().click()
  await chosenState(page).getByText('off').waitFor()
  await page.keyboard.press('Escape')
  await chosenState(page).getByText('on', { exact: true }).waitFor()
})

describe('what is drawn of strangers', () => {
  it('an actor that throws is shown as one that threw, with what it threw', async () => {
    const { begin, visualizer } = await strangers()
    const page = await openAt(browser, visualizer.url)
    begin(lamp, 'lamp').send({ type: 'lamp.overheated' })
    await page.getByText('1 living, 1 finished').waitFor()
    await page.locator('.tree .row', { hasText: 'finished' }).last().click()
    await page.locator('.tree .row[data-status=error]', { hasText: 'off · threw' }).click()
    await caughtUp(page, visualizer)
    await page.getByLabel('Filter events').fill('threw')
    await shownAnew(page)
    await page.locator('.log .row:visible', { hasText: 'threw' }).click()
    await page.locator('.detail pre', { hasText: 'splinters' }).first().waitFor()
  })

  it('a machine with thousands of states is refused a picture in words, and told as an outline', async () => {
    const { begin, visualizer } = await strangers()
    const page = await openAt(browser, visualizer.url)
    begin(endless, 'endless').send({ type: 'next' })
    await page.locator('.tree .row', { hasText: 'endless' }).click()
    await page
      .getByText(/^The chart of endless has 600\d boxes and arrows, and no more than 600 can be laid out/)
      .waitFor()
    await page.locator('.outline [data-state=s1].is-active').waitFor()
  })

  it('a machine without names is drawn', async () => {
    const { begin, visualizer } = await strangers()
    const page = await openAt(browser, visualizer.url)
    begin(nameless, 'nobody').send({ type: 'go' })
    await page.locator('.tree .row', { hasText: 'nobody' }).click()
    await page.locator('.stage > svg [data-state=b].is-active').waitFor()
    await page.locator('.stage > svg .is-taken').first().waitFor()
  })

  it('an event that comes round to itself is shown as far as it goes', async () => {
    const { begin, visualizer } = await strangers()
    const page = await openAt(browser, visualizer.url)
    const ring: { self?: object } = {}
    ring.self = ring
    begin(lamp, 'lamp').send({ type: 'lamp.on', ring, enormous: 'x'.repeat(5_000_000) })
    await caughtUp(page, visualizer)
    await page.getByLabel('Filter events').fill('lamp.on')
    await shownAnew(page)
    await page.locator('.log .row:visible', { hasText: 'lamp.on' }).first().click()
    const entry = page.getByLabel('Entry')
    await entry.getByText('(again)').waitFor()
    await entry.getByText('(5000000 characters)').waitFor()
    expect((await entry.textContent())?.length).toBeLessThan(5_000)
  })
})

describe('pages that come and go', () => {
  it('a second page shows the same', async () => {
    const { tosh, visualizer } = await watching()
    const one = await openAt(browser, visualizer.url)
    await tosh.connect()
    await chosenState(one).getByText('created.available.idle').waitFor()
    const other = await openAt(browser, visualizer.url)
    await chosenState(other).getByText('created.available.idle').waitFor()
    await tosh.signOut()
    for (const page of [one, other]) await chosenState(page).getByText('signedOut').waitFor()
    for (const page of [one, other]) await caughtUp(page, visualizer)
  })

  it('a page whose connection broke comes back by itself, and has each entry once', async () => {
    const { tosh, visualizer } = await watching()
    let tries = 0
    const page = await openAt(browser, visualizer.url, {}, (made) =>
      made.route('**/watch', (route) => (tries++ === 0 ? route.abort() : route.continue())),
    )
    await page.getByText('does not answer').waitFor()
    await tosh.connect()
    await chosenState(page).getByText('created.available.idle').waitFor()
    await page.locator('.standing[data-state=live]').waitFor()
    await caughtUp(page, visualizer)
  })

  it('a client that is closed while it is watched is shown as over', async () => {
    const { tosh, visualizer } = await watching()
    const page = await openAt(browser, visualizer.url)
    await tosh.connect()
    await chosenState(page).getByText('created.available.idle').waitFor()
    tosh.close()
    await page.getByText('0 living, 2 finished').waitFor()
  })
})
