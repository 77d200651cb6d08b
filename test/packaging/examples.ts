import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import type { Way } from '../../docs/examples/shared/signInForm.ts'
import { words } from '../../docs/examples/shared/words.ts'
import { findChromium, notRun } from '../browser/chromium.ts'
import { launch } from '../browser/page.ts'
import { otherNode } from './otherNode.ts'
import { project, run, stagePackage, tool } from './stagedPackage.ts'
import { start } from './started.ts'
import { tarballOf } from './tarball.ts'

// `npm run examples:check [-- react vue …]` does with each example what its page
// tells a stranger to do: copies the folder out, installs it with the packed
// library, builds it, starts it, and signs in with a browser, with its client in the page and in a
// worker, at a server that `npm run serve` starts. Reaches the package registry, so it is no test of vitest's.

const examples = join(project, 'docs/examples')

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, 'localhost', () => {
      const address = probe.address()
      probe.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0)
      })
    })
  })

/** Signs in with a browser, and gives what went wrong in the page. */
const signedIn = async (browser: Browser, page: string, server: string, way: Way): Promise<readonly string[]> => {
  const context = await browser.newContext({ locale: 'en-GB' })
  const tab = await context.newPage()
  const wrong: string[] = []
  tab.on('pageerror', (error) => wrong.push(String(error)))
  tab.on('console', (message) => {
    const { url } = message.location()
    // No example has an icon, which browsers ask for; and the server's 401 tells how to sign in.
    const isAnswer = message.text().startsWith('Failed to load resource')
    if (message.type() === 'error' && !(isAnswer && (url.startsWith(server) || url.endsWith('/favicon.ico')))) {
      wrong.push(`${message.text()} ${url}`)
    }
  })
  await tab.goto(page)
  await tab.getByLabel(words.password).fill('pass@word1')
  await tab.getByLabel(words.server).fill(server)
  await tab.getByLabel(words.way).selectOption(words[way])
  await tab.getByRole('button', { name: words.signIn }).click()
  await tab.getByText('Connected.').waitFor()
  await tab.getByRole('button', { name: /Lene/ }).waitFor()
  await context.close()
  return wrong
}

const folder = await mkdtemp(join(tmpdir(), 'rx-ucwa-examples-'))

/** What the example needs of Node: this one, or the first that its package names. */
const surroundingsOf = async (copy: string): Promise<{ readonly PATH: string }> => {
  const path = process.env.PATH ?? ''
  const { engines } = JSON.parse(await readFile(join(copy, 'package.json'), 'utf8')) as {
    readonly engines?: { readonly node: string }
  }
  const [needed = '0'] = /\d+/.exec(engines?.node ?? '') ?? []
  if (Number(needed) <= Number(process.versions.node.split('.')[0])) return { PATH: path }
  return { PATH: `${await otherNode(needed, folder)}:${path}` }
}

const tryExample = async (browser: Browser, name: string, tarball: string): Promise<void> => {
  const copy = join(folder, name)
  await cp(join(examples, name), copy, {
    recursive: true,
    filter: (path) => !/node_modules|dist$/.test(path.slice(examples.length)),
  })
  const environment = await surroundingsOf(copy)
  const inCopy = (program: string, ...args: readonly string[]) => run(program, args, copy, environment)
  await inCopy('npm', 'install', '--prefer-offline', '--no-audit', '--no-fund', tarball)
  await inCopy('npm', 'run', 'build')
  await inCopy(join(copy, 'node_modules/.bin/tsc'), '--noEmit')
  const version = (await inCopy('node', '--version')).trim()

  const origin = `http://localhost:${await freePort()}`
  const server = start(tool('tsx'), ['src/cli/serve.ts', '--origin', origin], { folder: project })
  const page = start('npm', ['run', 'dev', '--', '--port', new URL(origin).port, '--strictPort'], {
    folder: copy,
    environment,
  })
  try {
    await page.prints(/(http:\/\/localhost)/)
    const url = await server.prints(/^listening on (\S+)$/m)
    const wrong = []
    for (const way of ['cors', 'worker'] as const) wrong.push(...(await signedIn(browser, `${origin}/`, url, way)))
    if (wrong.length > 0) throw new Error(`the example in ${name} works, but says:\n${wrong.join('\n')}`)
  } finally {
    page.end()
    server.end()
  }
  process.stdout.write(`${name}: copied out, installed, built, started with Node ${version}, signed in\n`)
}

if (findChromium() === undefined) throw new Error(notRun)
const [, , ...named] = process.argv
const all = (await readdir(examples, { withFileTypes: true }))
  .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
  .map(({ name }) => name)
const staged = await stagePackage()
const browser = await launch()
try {
  const { filename } = await tarballOf(staged.folder)
  for (const name of named.length > 0 ? named : all) await tryExample(browser, name, join(staged.folder, filename))
} finally {
  await browser.close()
  await staged.remove()
  await rm(folder, { recursive: true, force: true })
}
