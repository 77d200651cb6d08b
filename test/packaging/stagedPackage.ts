import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export const project = new URL('../../', import.meta.url).pathname

/** Runs a program to its end, and gives what it printed. Rejects, with what it printed, when it fails. */
export const run = async (
  program: string,
  args: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<string> => {
  const env = { ...process.env, ...environment }
  try {
    return (await promisify(execFile)(program, args, { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 })).stdout
  } catch (cause) {
    const [stdout, stderr] = ['stdout', 'stderr'].map((name) => String(Reflect.get(Object(cause), name)))
    throw new Error(`${program} ${args.join(' ')} failed:\n${stdout ?? ''}${stderr ?? ''}`, { cause })
  }
}

export const tool = (name: string): string => join(project, 'node_modules/.bin', name)

/** What would be published, built beside the project, so that its own dist is left alone; with what it depends on. */
export interface StagedPackage {
  readonly folder: string
  readonly remove: () => Promise<void>
}

export const stagePackage = async (): Promise<StagedPackage> => {
  const folder = await mkdtemp(join(tmpdir(), 'rx-ucwa-package-'))
  for (const item of ['package.json', 'README.md', 'LICENSE', 'docs']) {
    await cp(join(project, item), join(folder, item), { recursive: true })
  }
  await run(tool('tsc'), ['-p', 'tsconfig.build.json', '--outDir', join(folder, 'dist')], project)
  for (const mode of ['production', 'element']) {
    await run(
      tool('vite'),
      ['build', '--logLevel', 'error', '--mode', mode, '--outDir', join(folder, 'dist/page')],
      project,
    )
  }
  await symlink(join(project, 'node_modules'), join(folder, 'node_modules'))
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}
