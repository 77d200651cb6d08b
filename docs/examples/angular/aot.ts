import { dirname, resolve } from 'node:path'
import { transformAsync } from '@babel/core'
import {
  ConsoleLogger,
  createCompilerHost,
  formatDiagnostics,
  LogLevel,
  NodeJSFileSystem,
  performCompilation,
  readConfiguration,
} from '@angular/compiler-cli'
import { createEs2015LinkerPlugin } from '@angular/compiler-cli/linker/babel'
import type { Plugin } from 'vite'

/**
 * Angular, compiled ahead of time: no compiler in the browser, so no `unsafe-eval`.
 * The sources by Angular's compiler as `tsconfig.json` says; Angular's own packages,
 * which are published half compiled, by its linker. With the Angular CLI you need none of this.
 */
export const aot = (tsconfig: string): Plugin => {
  const linker = createEs2015LinkerPlugin({
    fileSystem: new NodeJSFileSystem(),
    logger: new ConsoleLogger(LogLevel.warn),
    linkerJitMode: false,
  })
  const paths: Record<string, string[]> = {}
  let compiled: ReadonlyMap<string, string> | undefined

  const compile = (): ReadonlyMap<string, string> => {
    const { rootNames, options } = readConfiguration(tsconfig)
    const here = resolve(dirname(tsconfig), 'src')
    const written = new Map<string, string>()
    const host = createCompilerHost({ options: { ...options, paths } })
    host.writeFile = (_name, text, _bom, _error, sources) => {
      for (const { fileName } of sources ?? []) if (fileName.startsWith(here)) written.set(fileName, text)
    }
    const { diagnostics } = performCompilation({
      rootNames,
      host,
      gatherDiagnostics: (program) => [
        ...program.getNgStructuralDiagnostics(),
        ...program
          .getTsProgram()
          .getSourceFiles()
          .filter(({ fileName }) => fileName.startsWith(here))
          .flatMap((file) => [
            ...program.getTsSemanticDiagnostics(file),
            ...program.getNgSemanticDiagnostics(file.fileName),
          ]),
      ],
      options: { ...options, paths, noEmit: false, rewriteRelativeImportExtensions: true },
    })
    if (diagnostics.length > 0) throw new Error(formatDiagnostics(diagnostics))
    return written
  }

  return {
    name: 'angular-aot',
    enforce: 'pre',
    configResolved: ({ resolve: { alias } }) => {
      for (const { find, replacement } of alias) if (typeof find === 'string') paths[find] = [replacement]
    },
    watchChange: () => {
      compiled = undefined
    },
    load: (id) => {
      if (!id.endsWith('.ts') || id.endsWith('.d.ts')) return undefined
      return (compiled ??= compile()).get(id)
    },
    transform: async (code, id) => {
      if (!id.includes('@angular') || !code.includes('ɵɵngDeclare')) return undefined
      const linked = await transformAsync(code, {
        filename: id,
        plugins: [linker],
        configFile: false,
        babelrc: false,
        compact: false,
      })
      return linked?.code ?? undefined
    },
  }
}
