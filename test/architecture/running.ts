import { runInThisContext } from 'node:vm'
import * as fileSystem from 'node:fs/promises'
import * as https from 'node:https'
import * as stream from 'node:stream'
import * as rxjs from 'rxjs'
import ts from 'typescript'
import * as xstate from 'xstate'
import * as machines from '../../machines/index.ts'
import * as client from '../../src/index.ts'
import * as server from '../../src/server/index.ts'
import * as visualizer from '../../src/visualizer/index.ts'
import * as xml from '../../src/xml/index.ts'
import type { Program } from './programs.ts'

interface Closing {
  readonly close: () => unknown
}

type Runnable = (
  modules: Readonly<Record<string, object>>,
  console: Pick<Console, 'log' | 'error'>,
  process: object,
) => Promise<void>

/** Imports as reading from an object, since what is run is a function; two blocks may import the same. */
const withoutImports = (code: string): string =>
  code
    .replace(/^import \{([^}]*)\} from '([^']+)';?(?: *\/\/.*)?$/gm, (_, names: string, from: string) => {
      return `var {${names.replaceAll(' as ', ': ')}} = modules['${from}'];`
    })
    .replace(/^import \* as (\w+) from '([^']+)';?$/gm, (_, name: string, from: string) => {
      return `var ${name} = modules['${from}'];`
    })

/** Nobody imports what is run. */
const withoutExports = (code: string): string =>
  code.replace(/^export \{\};?$/gm, '').replace(/^export (?=const |class )/gm, '')

export interface Surroundings {
  /** Where its clients look for their server; otherwise as the program says. */
  readonly rootUrl?: string
  /** In the place of others, by the names that they are imported by. */
  readonly modules?: Readonly<Record<string, object>>
  /** Goes by before what it leaves open is closed; asked with all that it has printed so far. */
  readonly meanwhile?: (printed: () => string) => Promise<void>
}

/** Runs a program of the documentation in this process, and gives what it printed. What it leaves open is closed. */
export const run = async (
  { code, place }: Pick<Program, 'code' | 'place'>,
  environment: Readonly<Record<string, string>>,
  { rootUrl, modules: others = {}, meanwhile }: Surroundings = {},
): Promise<string> => {
  const open: Closing[] = []
  const kept = <T extends Closing>(made: T): T => {
    open.push(made)
    return made
  }
  const modules = {
    'node:fs/promises': fileSystem,
    'node:https': https,
    'node:stream': stream,
    'rx-ucwa': {
      ...client,
      createClient: (options: Parameters<typeof client.createClient>[0]) =>
        kept(client.createClient({ ...(rootUrl === undefined ? {} : { rootUrl }), ...options })),
    },
    'rx-ucwa/server': {
      ...server,
      createServer: (...of: Parameters<typeof server.createServer>) => kept(server.createServer(...of)),
    },
    'rx-ucwa/visualizer': {
      ...visualizer,
      createVisualizer: async (...of: Parameters<typeof visualizer.createVisualizer>) =>
        kept(await visualizer.createVisualizer(...of)),
    },
    'rx-ucwa/machines': machines,
    'rx-ucwa/xml': xml,
    rxjs,
    xstate,
    ...others,
  }
  const printed: string[] = []
  const print = (...values: readonly unknown[]): void => {
    printed.push(`${values.map(String).join(' ')}\n`)
  }
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  })
  const body = withoutExports(withoutImports(outputText))
  const program = runInThisContext(`(async (modules, console, process) => {\n${body}\n})`, {
    filename: place,
  }) as Runnable
  try {
    await program(modules, { log: print, error: print }, { env: environment, once: () => undefined })
    await meanwhile?.(() => printed.join(''))
  } finally {
    for (const each of open.reverse()) await each.close()
  }
  return printed.join('')
}
