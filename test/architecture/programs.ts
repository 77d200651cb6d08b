import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The programs in a page of the documentation. A block without imports goes on where the one before it ended. */
export const programsIn = (path: string): readonly string[] => {
  const markdown = readFileSync(`${root}${path}`, 'utf8')
  const found: string[] = []
  for (const [, code = ''] of markdown.matchAll(/```ts\n([\s\S]*?)```/g)) {
    const isContinued = !code.includes('import ') && found.length > 0
    if (isContinued) found.push((found.pop() ?? '') + code)
    else found.push(code)
  }
  return found
}

const elsewhere = `declare module 'https-proxy-agent' {
  import { Agent } from 'node:http'
  export class HttpsProxyAgent extends Agent { constructor(url: string) }
}
`

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: ['node'],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  paths: {
    'rx-ucwa': [`${root}src/index.ts`],
    'rx-ucwa/server': [`${root}src/server/index.ts`],
    'rx-ucwa/visualizer': [`${root}src/visualizer/index.ts`],
  },
}

/** What the compiler says of each program; all in one go, since each go reads the whole library. */
export const compile = (codes: readonly string[]): readonly (readonly string[])[] => {
  const names = codes.map((_, at) => `${root}readme-${at}.ts`)
  const files = new Map([
    ...names.map((name, at) => [name, codes[at] ?? ''] as const),
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
