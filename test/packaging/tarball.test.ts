import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { project, run, stagePackage, tool, type StagedPackage } from './stagedPackage.ts'

interface Manifest {
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>
}

const sourcesIn = (folder: string): readonly string[] =>
  readdirSync(join(project, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map(({ parentPath, name }) => join(parentPath, name).slice(project.length))

/** The command line programs are for the repository alone. */
const isPublished = (source: string): boolean => !source.startsWith('src/cli/')

const modules = [...sourcesIn('src'), ...sourcesIn('machines')]
  .filter(isPublished)
  .map((source) => `dist/${source.replace(/\.ts$/, '')}`)

describe('the package', { timeout: 60_000 }, () => {
  let staged: StagedPackage

  // One build for all: it takes as long as everything else here together.
  beforeAll(async () => {
    staged = await stagePackage()
  }, 120_000)
  afterAll(() => staged.remove())

  it('holds the compiled modules, the page, the documents, no more', async () => {
    const [packed] = JSON.parse(
      await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], staged.folder),
    ) as readonly { readonly files: readonly { readonly path: string }[] }[]
    expect(packed?.files.map(({ path }) => path).sort()).toEqual(
      [
        ...modules.flatMap((module) => [`${module}.js`, `${module}.d.ts`]),
        'dist/page/visualizer.html',
        'LICENSE',
        'README.md',
        'docs/architecture.md',
        'docs/errors.md',
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
    await run('npm', ['pack', '--ignore-scripts', '--silent'], staged.folder)
    const tarball = readdirSync(staged.folder).find((name) => name.endsWith('.tgz')) ?? ''
    await run(tool('attw'), [join(staged.folder, tarball), '--profile', 'esm-only'], project)
  })
})
