import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runChild } from '../cli/childProgram.ts'
import { launch } from './page.ts'
import { openAt } from './watching.ts'

let browser: Browser

beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

it('npm run visualize plays the evening in its page, and lets it meddle with what follows', async () => {
  const program = runChild('src/cli/visualize.ts')
  const [, address = ''] = await program.prints(/^The page of the visualizer: (\S+)$/m)
  const page = await openAt(browser, address)
  await program.prints(/^The play is over/m)
  const tree = page.getByRole('tree', { name: 'Actors' })
  for (const name of ['Tosh', 'Lene', 'Ann', 'Ida', 'Lene, later']) {
    await tree.getByText(name, { exact: true }).first().waitFor({ state: 'attached' })
  }
  await page.getByRole('group', { name: 'Commands' }).getByRole('button').first().waitFor()
  await page.context().close()
  program.interrupt('SIGINT')
  expect((await program.ended).code).toBe(0)
})

it('npm run visualize says in words that a port is none', async () => {
  expect(await runChild('src/cli/visualize.ts', ['--port', 'here']).ended).toEqual({
    ...{
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('--port wants a number up to 65535, not here') as string,
    },
  })
})
