import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { createServer } from 'vite'
import type { PanelName } from './builtPanel.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** A panel on Vite's development server, from a copy that can be edited. */
export interface ServedPanel {
  readonly origin: string
  /** Replaces text in a file of its `src`; throws where there is none such. */
  readonly edit: (file: string, text: string, by: string) => void
  readonly close: () => Promise<void>
}

const pageUnderTest = (mount: string): string => `
import { mount } from './${mount}'
import { Session } from './shared/session.ts'
import { watch } from '${root}test/browser/panels/watch.ts'
watch(mount, new Session())
`

/** As `npm run dev` does it, with this library from its source. */
export const servedPanel = async (name: PanelName): Promise<ServedPanel> => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `rx-ucwa-${name}-`)))
  cpSync(`${root}docs/examples/${name}`, folder, {
    recursive: true,
    filter: (path) => !/node_modules|dist$/.test(path.slice(root.length)),
  })
  symlinkSync(`${root}node_modules`, join(folder, 'node_modules'))
  const main = join(folder, 'src/main.ts')
  const mount = /from '\.\/(mount[^']*)'/.exec(readFileSync(main, 'utf8'))?.[1] ?? ''
  writeFileSync(main, pageUnderTest(mount))
  const library = join(folder, 'library')
  await build({
    entryPoints: { index: `${root}src/index.ts`, mirror: `${root}src/mirror/index.ts` },
    outdir: library,
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    logLevel: 'silent',
  })
  const server = await createServer({
    configFile: join(folder, 'vite.config.ts'),
    root: folder,
    logLevel: 'silent',
    resolve: {
      alias: { 'rx-ucwa/mirror': `${library}/mirror.js`, 'rx-ucwa': `${library}/index.js` },
      dedupe: ['rxjs'],
    },
    cacheDir: join(folder, '.vite'),
    server: { port: 0, fs: { strict: false } },
  })
  await server.listen()
  return {
    origin: server.resolvedUrls?.local[0]?.replace(/\/$/, '') ?? '',
    edit: (file, text, by) => {
      const path = join(folder, 'src', file)
      const before = readFileSync(path, 'utf8')
      if (!before.includes(text)) throw new Error(`${file} does not say ${text}`)
      writeFileSync(path, before.replace(text, by))
    },
    close: async () => {
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
