import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createServer, type UcwaServer } from '../../src/server/index.ts'
import { blockWith } from '../architecture/scene.ts'
import { layoutsInDocs } from './builtPage.ts'
import { bundleDocumented } from './documented/bundle.ts'
import type { Documented } from './documented/page.ts'
import { launch } from './page.ts'

/** Where the page comes from: another site than the server's, and on its allow list. */
const origin = 'http://localhost:5173'

const interoperation = 'docs/interoperation.md'
const frameworks = 'docs/guide/frameworks.md'

/** Blocks of the documentation that need a browser, as they stand there; what is behind them lets the page take hold of them. */
const blocks = {
  'xframe.ts': `${blockWith('README.md', 'http: xframe()')}\nexport { signIn }`,
  'hello.ts': blockWith('docs/guide/migration.md', 'export const sayHello'),
  'hooks.ts': `${blockWith(interoperation, 'const useStatus')}\nexport { useStatus, useConversationState }`,
  'native.ts': `${blockWith(interoperation, 'const toNative')}\nexport { toNative, fromNative }`,
  'client.worker.js': blockWith(interoperation, 'hostClient('),
  'mirror.ts': `${blockWith(interoperation, 'mirrorClient(')}\nexport { client }`,
  'tabs.ts': `${blockWith(interoperation, 'openTab(')}\nexport { client }`,
  'visualizer.ts': blockWith('docs/visualizer.md', 'defineVisualizer()'),
  'react.js': blockWith(frameworks, 'useSyncExternalStore(live.onChange'),
  'vue.ts': blockWith(frameworks, 'onScopeDispose('),
  'svelte.svelte': blockWith(frameworks, '$props()'),
  'solid.tsx': blockWith(frameworks, '@jsxImportSource solid-js'),
  'angular.ts': blockWith(frameworks, 'inject(DestroyRef)'),
  'element.ts': blockWith(frameworks, 'class UcwaStatus'),
}

let browser: Browser
let page: Page
let server: UcwaServer

beforeAll(async () => {
  server = createServer({ allowedOrigins: [origin] })
  const { url } = await server.listen()
  server.control.user('lene@contoso.com').answers()
  browser = await launch()
  page = await browser.newPage()
  const files = await bundleDocumented(blocks, {
    rootUrl: JSON.stringify(`${url}/`),
    knownLayouts: JSON.stringify(layoutsInDocs()),
  })
  await page.route(`${origin}/**`, (route) => {
    const body = files.get(new URL(route.request().url()).pathname.slice(1))
    return body === undefined
      ? route.fulfill({
          contentType: 'text/html',
          body: '<!doctype html><script type="module" src="/page.js"></script>',
        })
      : route.fulfill({ contentType: 'text/javascript', body })
  })
  await page.goto(`${origin}/`)
}, 240_000)

afterAll(async () => {
  await browser.close()
  await server.close()
})

const play = (scene: keyof Documented): Promise<unknown> => page.evaluate(`documented.${scene}()`)

it('the README signs in through XFrame', async () => {
  expect(await play('xframe')).toBe('available')
})

it('who comes from Microsoft’s helper library says Hello', async () => {
  await play('hello')
  expect(
    server.control
      .user('lene@contoso.com')
      .heard()
      .map(({ text }) => text),
  ).toEqual(['Hello'])
})

it('hooks of React and of @xstate/react give the states', async () => {
  expect(await play('hooks')).toBe('available, Connected')
})

it('messages go through the platform’s own Observable and back', async () => {
  expect(await play('native')).toEqual(['Hi', '12:30?'])
})

it('a page talks by the client in its worker', async () => {
  expect(await play('mirror')).toEqual(['available', ['Hi']])
})

it('a tab is signed in', async () => {
  expect(await play('tabs')).toBe('available')
})

it('the visualizer is shown in a page', async () => {
  expect(await play('visualizer')).toBe(true)
})

it.each(['react', 'vue', 'svelte', 'solid', 'element'] as const)('the recipe for %s shows the status', async (name) => {
  expect(await play(name)).toEqual([expect.stringMatching(/^signedOut/), expect.stringMatching(/^available/)])
})

it('the recipe for Angular is a signal of the status, until what it belongs to is destroyed', async () => {
  expect(await play('angular')).toEqual(['signedOut', 'available', 'available'])
})
