import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { run, stagePackage, tool, project } from './stagedPackage.ts'
import { tarballOf } from './tarball.ts'

// `npm run release:check` rehearses a release on this machine: packs what would
// be published, has it checked, and lets npm go through publishing it up to the
// upload. The registry it is given answers nobody, so nothing leaves.

const nowhere = 'http://127.0.0.1:9/'
const say = (line: string): boolean => process.stdout.write(`${line}\n`)

const staged = await stagePackage()
try {
  const { filename } = await tarballOf(staged.folder)
  const tarball = join(staged.folder, filename)
  const manifest = JSON.parse(readFileSync(join(staged.folder, 'package.json'), 'utf8')) as {
    readonly version: string
    readonly repository?: unknown
    readonly publishConfig: { readonly provenance: boolean }
  }
  await run(tool('publint'), ['--strict', '--pack', 'false', staged.folder], project)
  await run(tool('attw'), [tarball, '--profile', 'esm-only'], project)
  say('publint and attw have nothing to say')

  await run('npm', ['publish', tarball, '--dry-run', '--force', '--registry', nowhere], staged.folder)
  say(`npm would publish ${manifest.version}, provenance: ${manifest.publishConfig.provenance}`)

  const commit = (await run('git', ['rev-parse', 'HEAD'], project)).trim()
  const dirt = await run('git', ['status', '--porcelain'], project)
  say(`of commit ${commit}${dirt === '' ? '' : ', with changes that are not committed: commit them first'}`)
  say('Not rehearsed: whether the version is free, the upload, and the provenance itself. npm makes that')
  say('only in a CI that signs in by OpenID Connect, and only of the repository that package.json names.')
  if (manifest.repository === undefined) say('package.json names none yet: set `repository` before the first release.')
} finally {
  await staged.remove()
}
