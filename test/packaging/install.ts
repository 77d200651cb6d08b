import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { entryBudgets } from './budgets.ts'
import { otherNode } from './otherNode.ts'
import { project, run, tool } from './stagedPackage.ts'
import { start, type Started } from './started.ts'

// Packs the library, installs it with its peers in an empty project, and lets
// the README's own lines hold a conversation with a server that `npm run serve`
// starts. Reaches the package registry, so it is no test of vitest's.

const entries = Object.keys(entryBudgets)

/** Other versions of Node than the one that runs this; had from the registry, which has them for this platform or not. */
const others = ['22', '24']

const folder = await mkdtemp(join(tmpdir(), 'rx-ucwa-install-'))
const started: Started[] = []
const going = (one: Started): Started => {
  started.push(one)
  return one
}
/** A fenced block of the README, the first that holds all of this. */
const snippet = (readme: string, ...words: readonly string[]): string => {
  const blocks = [...readme.matchAll(/```ts\n([^]*?)```/g)].map(([, block = '']) => block)
  const found = blocks.find((block) => words.every((word) => block.includes(word)))
  if (found === undefined) throw new Error(`the README has no example with ${words.join(', ')}`)
  return found
}

const atTheServer = (lines: string): string =>
  lines.replace("signInAddress: 'tosh@contoso.com',", "$&\n  rootUrl: process.env.ROOT ?? '',")

/** Where they are once they are installed; those that cannot be had are told. */
const nodesFor = async (versions: readonly string[]): Promise<readonly string[]> => {
  const found: string[] = []
  for (const version of versions) {
    try {
      found.push(join(await otherNode(version, folder), 'node'))
    } catch (why) {
      process.stdout.write(
        `Not tried in Node ${version}, which the registry does not give: ${String(why).split('\n')[0]}\n`,
      )
    }
  }
  return found
}

try {
  await run('npm', ['pack', '--silent', '--pack-destination', folder], project)
  const tarball = (await readdir(folder)).find((name) => name.endsWith('.tgz')) ?? ''
  const { devDependencies } = JSON.parse(await readFile(join(project, 'package.json'), 'utf8')) as {
    readonly devDependencies: Readonly<Record<'rxjs' | 'xstate', string>>
  }
  await writeFile(join(folder, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  const peers = [`rxjs@${devDependencies.rxjs}`, `xstate@${devDependencies.xstate}`]
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${tarball}`, ...peers], folder)

  const readme = await readFile(join(project, 'README.md'), 'utf8')
  const talk = atTheServer(snippet(readme, 'createClient', '12:30?'))
  const lene = talk.replaceAll('tosh@', 'lene@').replace(/const conversation[^]*/, '')
  const bot = `${lene}console.log('ready.')\n${snippet(readme, 'invitation.accept()')}`
  const load = entries.map(
    (entry, at) => `import * as entry${at} from '${entry}'\nconsole.log(Object.keys(entry${at}).length > 0)\n`,
  )
  const sources = { 'talk.ts': talk, 'bot.ts': bot, 'load.ts': load.join('') }
  for (const [name, lines] of Object.entries(sources)) {
    await writeFile(join(folder, name), lines)
    await writeFile(join(folder, name.replace('.ts', '.js')), lines)
  }

  const types = ['--types', 'node', '--typeRoots', join(project, 'node_modules/@types')]
  const language = ['--strict', '--noEmit', '--target', 'es2022', '--lib', 'es2023,dom,dom.iterable']
  for (const [module, resolution] of [
    ['nodenext', 'nodenext'],
    ['esnext', 'bundler'],
  ] as const) {
    const modules = ['--module', module, '--moduleResolution', resolution]
    await run(tool('tsc'), [...modules, ...language, ...types, ...Object.keys(sources)], folder)
  }

  const nodes = [process.execPath, ...(await nodesFor(others))]
  const server = going(start(tool('tsx'), ['src/cli/serve.ts'], { folder: project }))
  const environment = { ROOT: await server.prints(/^listening on (\S+)$/m), UCWA_PASSWORD: 'pass@word1' }
  await going(start(process.execPath, ['bot.js'], { folder, environment })).prints(/(ready)\./)
  for (const node of nodes) {
    const version = (await run(node, ['--version'], folder)).trim()
    await run(node, ['load.js'], folder)
    const said = await going(start(node, ['talk.js'], { folder, environment })).ended
    if (!/^Outgoing Hi$[^]*^Outgoing 12:30\?$/m.test(said))
      throw new Error(`in ${version} the conversation was:\n${said}`)
    process.stdout.write(`The packed library held a conversation in ${version}:\n${said}`)
  }
} finally {
  for (const one of started) one.end()
  await rm(folder, { recursive: true, force: true })
}
