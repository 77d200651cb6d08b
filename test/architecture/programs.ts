import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** A program of the documentation: one block, and those after it that have no imports. */
export interface Program {
  /** Page and line. */
  readonly place: string
  readonly language: 'ts' | 'tsx'
  readonly code: string
  /** What it prints, by the blocks of text after its own; undefined where it is only compiled. */
  readonly prints: string | undefined
}

/** Every page: the README, and what is under docs, the one for machines included. */
export const pages = (): readonly string[] => [
  'README.md',
  'docs/llms.txt',
  ...readdirSync(join(root, 'docs'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map(({ parentPath, name }) => join(parentPath, name).slice(root.length))
    .filter((path) => !path.includes('node_modules'))
    .sort(),
]

/** One fenced block. `info` is all that stands behind the fence. */
export interface Block {
  readonly place: string
  readonly info: string
  readonly text: string
}

export const pageText = (path: string): string => readFileSync(`${root}${path}`, 'utf8')

export const blocksIn = (path: string): readonly Block[] => {
  const markdown = pageText(path)
  return [...markdown.matchAll(/^```([^\n`]*)\n([^]*?)^```$/gm)].map(({ 1: info = '', 2: text = '', index }) => ({
    place: `${path}:${markdown.slice(0, index).split('\n').length}`,
    info: info.trim(),
    text,
  }))
}

/** The program with what stands in the next block: more of it, or what it prints. */
const continued = (program: Program | undefined, { info, text }: Block): Program | undefined => {
  if (program === undefined) return undefined
  if (info === 'text' && program.prints !== undefined) return { ...program, prints: program.prints + text }
  const isMore = info.split(' ')[0] === program.language && !text.includes('import ')
  return isMore ? { ...program, code: program.code + text } : undefined
}

/** The programs of a page. One whose first block is marked `run` is run too, and prints the blocks of text that follow it. */
export const programsOf = (path: string): readonly Program[] => {
  const found: Program[] = []
  for (const block of blocksIn(path)) {
    const [language, mark] = block.info.split(' ')
    const more = continued(found.at(-1), block)
    if (more !== undefined) found.splice(-1, 1, more)
    else if (language === 'ts' || language === 'tsx') {
      found.push({ place: block.place, language, code: block.text, prints: mark === 'run' ? '' : undefined })
    }
  }
  return found
}

export const programsIn = (path: string): readonly string[] => programsOf(path).map(({ code }) => code)

const elsewhere = `declare module 'https-proxy-agent' {
  import { Agent } from 'node:http'
  export class HttpsProxyAgent extends Agent { constructor(url: string) }
}
`

/** Where the source of each entry of package.json is, by the name that it is imported by. */
const sourcesOfEntries = (): Record<string, string[]> => {
  const { exports } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
    readonly exports: Readonly<Record<string, string | { readonly types: string }>>
  }
  const sources = Object.entries(exports).flatMap(([entry, target]): [string, string[]][] =>
    typeof target === 'string'
      ? []
      : [[entry.replace('.', 'rx-ucwa'), [target.types.replace('./dist/', root).replace(/\.d\.ts$/, '.ts')]]],
  )
  return Object.fromEntries(sources)
}

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: ['node'],
  jsx: ts.JsxEmit.ReactJSX,
  experimentalDecorators: true,
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  paths: sourcesOfEntries(),
}

const programOf = (code: string | Program): Pick<Program, 'language' | 'code'> =>
  typeof code === 'string' ? { language: 'ts', code } : code

/** What the compiler says of each program; all in one go, since each go reads the whole library. */
export const compile = (codes: readonly (string | Program)[]): readonly (readonly string[])[] => {
  const programs = codes.map(programOf)
  const names = programs.map(({ language }, at) => `${root}documented-${at}.${language}`)
  const files = new Map([
    // A block without imports or exports is a module, too.
    ...programs.map(({ code }, at) => [names[at] ?? '', `${code}\nexport {}\n`] as const),
    [`${root}elsewhere.d.ts`, elsewhere],
  ])
  const disk = ts.createCompilerHost(options)
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (name) => files.has(name) || disk.fileExists(name),
    readFile: (name) => files.get(name) ?? disk.readFile(name),
    getSourceFile: (name, target, ...rest) => {
      const text = files.get(name)
      return text === undefined ? disk.getSourceFile(name, target, ...rest) : ts.createSourceFile(name, text, target)
    },
  }
  const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram([...files.keys()], options, host))
  return names.map((name) =>
    diagnostics
      .filter(({ file }) => file?.fileName === name)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
  )
}
