import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entryBudgets, tarballBudget } from './budgets.ts'
import { bundleOf, gzipped, partsOf } from './esbuilt.ts'
import { project, run, stagePackage, tool, type StagedPackage } from './stagedPackage.ts'
import { nodeUseOf } from './surroundings.ts'
import { tarballOf, type Tarball } from './tarball.ts'

interface Manifest {
  readonly version: string
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>
}

const sourcesIn = (folder: string): readonly string[] =>
  readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map(({ parentPath, name }) => join(parentPath, name).slice(project.length))

/** The command line programs are for the repository alone; the page is published as one document. */
const isPublished = (source: string): boolean =>
  !source.startsWith('src/cli/') && !source.startsWith('src/visualizer/page/')

const modules = [...sourcesIn('src'), ...sourcesIn('machines')]
  .filter(isPublished)
  .map((source) => `dist/${source.replace(/\.ts$/, '')}`)

/** A module of the package and all that it needs, as Vite makes it for a browser. */
const viteBuilt = async (entry: string): Promise<string> => {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, target: 'es2022', lib: { entry, formats: ['es'] } },
  })
  const outputs = Array.isArray(built) ? built : 'output' in built ? [built] : []
  return outputs.flatMap(({ output }) => output.map((chunk) => (chunk.type === 'chunk' ? chunk.code : ''))).join('\n')
}

describe('the package', () => {
  let staged: StagedPackage
  let tarball: Tarball

  // One build for all: it takes as long as everything else here together.
  beforeAll(async () => {
    staged = await stagePackage()
    tarball = await tarballOf(staged.folder)
  }, 120_000)
  afterAll(() => staged.remove())

  it('holds the compiled modules, the page, the documents, no more', () => {
    expect(tarball.files.map(({ path }) => path).sort()).toEqual(
      [
        ...modules.flatMap((module) => [`${module}.js`, `${module}.d.ts`]),
        'dist/page/visualizer.html',
        'dist/page/element.js',
        'LICENSE',
        'README.md',
        'docs/architecture.md',
        'docs/errors.md',
        'docs/CHANGELOG.md',
        'docs/SECURITY.md',
        'package.json',
      ].sort(),
    )
  })

  it('has a file for everything that it exports', () => {
    const { exports } = JSON.parse(readFileSync(join(staged.folder, 'package.json'), 'utf8')) as Manifest
    const targets = Object.values(exports).flatMap((target) =>
      typeof target === 'string' ? [target] : Object.values(target),
    )
    expect(targets.filter((target) => !existsSync(join(staged.folder, target)))).toEqual([])
  })

  it('imports no TypeScript at run time', () => {
    const imports = modules.flatMap((module) =>
      [...readFileSync(join(staged.folder, `${module}.js`), 'utf8').matchAll(/from '(\.[^']*)'/g)].map(
        ([, path]) => path,
      ),
    )
    expect(imports.filter((path) => path?.endsWith('.js') !== true)).toEqual([])
  })

  it('is clean to publint', async () => {
    await run(tool('publint'), ['--strict', '--pack', 'false', staged.folder], project)
  })

  it('has types that resolve wherever ESM does', async () => {
    await run(tool('attw'), [join(staged.folder, tarball.filename), '--profile', 'esm-only'], project)
  })

  it('is no larger than its budget', () => {
    const { size, unpackedSize } = tarball
    expect([size <= tarballBudget.packed, unpackedSize <= tarballBudget.unpacked], `${size}, ${unpackedSize}`).toEqual([
      true,
      true,
    ])
  })

  it('has a version of which the changelog tells', () => {
    const { version } = JSON.parse(readFileSync(join(staged.folder, 'package.json'), 'utf8')) as Manifest
    expect(readFileSync(join(staged.folder, 'docs/CHANGELOG.md'), 'utf8')).toContain(`\n## ${version}\n`)
  })

  it('has a budget for each entry', () => {
    const { exports } = JSON.parse(readFileSync(join(staged.folder, 'package.json'), 'utf8')) as Manifest
    const entries = Object.entries(exports).filter(([, target]) => typeof target !== 'string')
    expect(Object.keys(entryBudgets)).toEqual(entries.map(([entry]) => entry.replace('.', 'rx-ucwa')))
  })

  it.each(Object.entries(entryBudgets))('gives browsers no more of %s than its budget', async (entry, budget) => {
    const bundle = await bundleOf(staged.folder, `export * from '${entry}'`)
    expect(gzipped(bundle.code), `npm run package:size tells where it comes from`).toBeLessThanOrEqual(budget)
  })

  it.each(Object.keys(entryBudgets))('gives nothing of %s to who imports it for nothing', async (entry) => {
    expect((await bundleOf(staged.folder, `import '${entry}'`)).code).toBe('')
  })

  it('gives no chart to who imports only credentials', async () => {
    const bundle = await bundleOf(staged.folder, `export { password } from 'rx-ucwa'`)
    expect(partsOf(bundle).map(([part]) => part)).not.toContain('xstate')
  })

  it('gives browsers their own fetch, and no other', async () => {
    const parts = partsOf(await bundleOf(staged.folder, `export * from 'rx-ucwa'`)).map(([part]) => part)
    expect([parts.includes('src/transport'), parts.includes('cross-fetch')]).toEqual([true, false])
  })

  it('gives them the same by Vite', async () => {
    const entry = join(staged.folder, 'dist/src/index.js')
    const code = await viteBuilt(entry)
    expect([code.includes('xframe'), code.includes('XMLHttpRequest')]).toEqual([true, false])
  })

  it('does nothing when it is imported', async () => {
    const program = `
      const intrinsics = [globalThis, ...[Object, Array, Function, Promise, Map, Set, String, Date, Error].map((one) => one.prototype)]
      const present = () => intrinsics.map((one) => Reflect.ownKeys(one))
      const before = present()
      for (const entry of ${JSON.stringify(Object.keys(entryBudgets))}) await import(entry)
      const added = present().map((keys, at) => keys.filter((key) => !before[at].includes(key)).map(String))
      console.log(JSON.stringify([...added.flat(), ...process.getActiveResourcesInfo().filter((name) => name === 'Timeout')]))`
    expect(JSON.parse(await run(process.execPath, ['--input-type=module', '-e', program], staged.folder))).toEqual([])
  })

  it('needs Node only where somebody listens on a port', () => {
    const uses = modules.flatMap((module) => {
      const use = nodeUseOf(readFileSync(join(staged.folder, `${module}.js`), 'utf8'))
      return Object.values(use).flat().length === 0 ? [] : [[module, use] as const]
    })
    expect(Object.fromEntries(uses)).toEqual({
      'dist/src/server/listener': { imported: [], onDemand: ['node:http', 'node:https'], globals: [] },
      // Read off globalThis, where it may be missing.
      'dist/src/transport/watchedAgent': { imported: [], onDemand: [], globals: ['process'] },
      'dist/src/visualizer/pageServer': {
        imported: [],
        onDemand: ['node:fs/promises', 'node:http', 'node:crypto'],
        globals: [],
      },
    })
  })
})
