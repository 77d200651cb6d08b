import { gzipSync } from 'node:zlib'
import { build, type Metafile } from 'esbuild'

/** One bundle for browsers, minified. */
export interface Bundle {
  /** What is loaded at once; chunks that are loaded on demand are in `metafile` alone. */
  readonly code: string
  readonly metafile: Metafile
}

/** What esbuild makes of a program beside the staged package, which finds the package by its name. */
export const bundleOf = async (staged: string, program: string): Promise<Bundle> => {
  const { outputFiles, metafile } = await build({
    stdin: { contents: program, resolveDir: staged, sourcefile: 'program.js' },
    outdir: 'out',
    bundle: true,
    splitting: true,
    minify: true,
    metafile: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'silent',
    // Reached by import() alone, where somebody listens on a port.
    external: ['node:*'],
  })
  return { code: outputFiles.find(({ path }) => path.endsWith('stdin.js'))?.text ?? '', metafile }
}

export const gzipped = (code: string): number => gzipSync(code).length

/** From what a chunk is made: packages, and folders of this library, the heaviest first. */
export const partsOf = ({ metafile }: Bundle): readonly (readonly [string, number])[] => {
  const parts = new Map<string, number>()
  const inputs = Object.entries(metafile.outputs).find(([path]) => path.endsWith('stdin.js'))?.[1].inputs ?? {}
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const part =
      /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ??
      /dist\/((?:src\/)?[^/]+)\//.exec(path)?.[1] ??
      'the program'
    parts.set(part, (parts.get(part) ?? 0) + bytesInOutput)
  }
  return [...parts].filter(([, bytes]) => bytes > 0).sort(([, a], [, b]) => b - a)
}
