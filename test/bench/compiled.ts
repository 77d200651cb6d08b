import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('../../', import.meta.url))
const sources = ['src', 'machines', 'test/bench', 'test/support']

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  rewriteRelativeImportExtensions: true,
}

const filesIn = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
}

export interface Compiled {
  /** Where the compiled form of this folder is. */
  readonly folder: string
  readonly remove: () => Promise<void>
}

/**
 * The code as the package ships it, by the same compiler: what runs TypeScript
 * on the fly names every closure when it is made, which costs as much as the
 * closure. Below node_modules, so that the dependencies are found.
 */
export const compile = async (): Promise<Compiled> => {
  const cache = join(root, 'node_modules/.cache')
  await mkdir(cache, { recursive: true })
  const out = await mkdtemp(join(cache, 'rx-ucwa-bench-'))
  const files = (await Promise.all(sources.map(filesIn))).flat()
  await Promise.all(
    files.map(async (file) => {
      const target = join(out, relative(root, file).replace(/\.ts$/, '.js'))
      const { outputText } = ts.transpileModule(await readFile(file, 'utf8'), { compilerOptions: options })
      await mkdir(dirname(target), { recursive: true })
      await writeFile(target, outputText)
    }),
  )
  await writeFile(join(out, 'package.json'), '{ "type": "module" }\n')
  return { folder: join(out, 'test/bench'), remove: () => rm(out, { recursive: true, force: true }) }
}
