import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { format, resolveConfig } from 'prettier'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

/** The public entries: what package.json calls them, where their source is. */
const entries = {
  '.': 'src/index.ts',
  './machines': 'machines/index.ts',
  './mirror': 'src/mirror/index.ts',
  './protocol': 'src/protocol/index.ts',
  './server': 'src/server/index.ts',
  './tabs': 'src/tabs/index.ts',
  './visualizer': 'src/visualizer/index.ts',
  './visualizer/element': 'src/visualizer/element.ts',
  './xml': 'src/xml/index.ts',
} as const
type Entry = keyof typeof entries

interface Exports {
  readonly values: readonly string[]
  readonly types: readonly string[]
}

const project = new URL('../../', import.meta.url).pathname
const list = new URL('exports.json', import.meta.url)
const update = 'UPDATE_EXPORTS=1 npx vitest run --project rx-ucwa test/architecture/exports.test.ts'

const readJson = (file: string | URL): unknown => JSON.parse(readFileSync(file, 'utf8'))

const optionsOf = (config: string): ts.CompilerOptions => {
  const { compilerOptions } = ts.readConfigFile(config, (file) => ts.sys.readFile(file)).config as {
    readonly compilerOptions: object
  }
  return ts.convertCompilerOptionsFromJson(compilerOptions, project).options
}

const present = (Object.keys(entries) as Entry[]).filter((entry) => existsSync(`${project}${entries[entry]}`))
const program = ts.createProgram(
  present.map((entry) => `${project}${entries[entry]}`),
  { ...optionsOf(`${project}tsconfig.json`), noLib: true, types: [] },
)
const checker = program.getTypeChecker()

const exportsOf = (source: string): Exports => {
  const file = program.getSourceFile(`${project}${source}`)
  const module = file === undefined ? undefined : checker.getSymbolAtLocation(file)
  if (module === undefined) throw new Error(`${source} exports nothing`)
  const symbols = checker.getExportsOfModule(module).map((symbol) => ({
    name: symbol.name,
    isTypeOnly: symbol.declarations?.some((declaration) => ts.isTypeOnlyExportDeclaration(declaration)) === true,
    flags: symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol).flags : symbol.flags,
  }))
  const named = (keeps: (symbol: (typeof symbols)[number]) => boolean): readonly string[] =>
    symbols
      .filter(keeps)
      .map(({ name }) => name)
      .sort()
  return {
    values: named(({ flags, isTypeOnly }) => (flags & ts.SymbolFlags.Value) !== 0 && !isTypeOnly),
    types: named(({ flags }) => (flags & ts.SymbolFlags.Type) !== 0),
  }
}

const actual: Partial<Record<Entry, Exports>> = Object.fromEntries(
  present.map((entry) => [entry, exportsOf(entries[entry])]),
)
if (process.env['UPDATE_EXPORTS'] !== undefined) {
  const style = await resolveConfig(list)
  writeFileSync(list, await format(JSON.stringify(actual), { ...style, parser: 'json' }))
}
const promised = readJson(list) as Partial<Record<Entry, Exports>>

describe('the public list of exports', () => {
  it.each(present)('of %s is the one that was promised', (entry) => {
    const advice = `Adding or removing an export is a decision. If it is meant, write the list anew: ${update}`
    expect(actual[entry], advice).toEqual(promised[entry])
  })

  it.each(present)('of %s has a name in it', (entry) => {
    expect(actual[entry]?.values).not.toEqual([])
  })

  it('names no entry whose source has gone', () => {
    expect(Object.keys(promised).filter((entry) => !present.includes(entry as Entry))).toEqual([])
  })

  it('covers every entry of package.json', () => {
    const { exports } = readJson(`${project}package.json`) as {
      readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>
    }
    const sources = Object.entries(exports).flatMap(([entry, target]) =>
      typeof target === 'string' ? [] : [[entry, target.types.replace('./dist/', '').replace(/\.d\.ts$/, '.ts')]],
    )
    expect(Object.fromEntries(sources)).toEqual(entries)
  })
})
