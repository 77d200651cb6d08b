import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from './stagedPackage.ts'

/** The folder of another Node than the one that runs this: had from the registry, which has it for this platform or rejects. */
export const otherNode = async (version: string, folder: string): Promise<string> => {
  const name = `node-${process.platform}-${process.arch}`
  const where = join(folder, `node${version}`)
  await mkdir(where)
  await writeFile(join(where, 'package.json'), '{"private":true}')
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', `${name}@${version}`], where)
  return join(where, 'node_modules', name, 'bin')
}
