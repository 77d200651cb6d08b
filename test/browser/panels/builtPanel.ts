import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'vite'

const root = fileURLToPath(new URL('../../../', import.meta.url))

export const panels = ['react', 'vue', 'svelte', 'solid', 'element', 'angular'] as const
export type PanelName = (typeof panels)[number]

/** What a browser gets of a panel, by path. */
export type Built = Readonly<Record<string, string>>

const filesIn = (path: string): readonly string[] =>
  statSync(path).isFile()
    ? [path]
    : readdirSync(path)
        .sort()
        .filter((name) => name !== 'node_modules' && name !== 'dist')
        .flatMap((name) => filesIn(`${path}/${name}`))

/** Changes with whatever goes into a panel. */
const fingerprint = (example: string): string => {
  const hash = createHash('sha256')
  for (const path of [
    example,
    `${root}src`,
    `${root}machines`,
    `${root}test/browser/panels`,
    `${root}package-lock.json`,
  ]) {
    for (const file of filesIn(path)) hash.update(file).update(readFileSync(file))
  }
  return hash.digest('hex').slice(0, 20)
}

const entry = 'virtual:panel-under-test'

/** The page of a test: the panel as it is, and what a test needs to see of it. */
const pageUnderTest = (example: string): Plugin => ({
  name: 'page-under-test',
  resolveId: (id) => (id === entry ? `${example}/src/under-test.ts` : undefined),
  load: (id) =>
    id === `${example}/src/under-test.ts`
      ? `import { mount } from './mount'
         import { Session } from './shared/session.ts'
         import { watch } from '${root}test/browser/panels/watch.ts'
         watch(mount, new Session())`
      : undefined,
})

const buildOnce = async (name: PanelName, example: string): Promise<Built> => {
  const built = await build({
    configFile: `${example}/vite.config.ts`,
    root: example,
    logLevel: 'silent',
    // React's StrictMode does what it is for in development only.
    define: { 'process.env.NODE_ENV': JSON.stringify(name === 'react' ? 'development' : 'production') },
    plugins: [pageUnderTest(example)],
    resolve: { alias: { 'rx-ucwa/mirror': `${root}src/mirror/index.ts`, 'rx-ucwa': `${root}src/index.ts` } },
    build: {
      write: false,
      target: 'es2022',
      minify: false,
      modulePreload: false,
      rolldownOptions: {
        input: { page: entry, index: `${example}/index.html` },
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', assetFileNames: '[name][extname]' },
      },
    },
  })
  const [output] = Array.isArray(built) ? built : 'output' in built ? [built] : []
  return Object.fromEntries(
    (output?.output ?? []).map((file) => [
      file.fileName,
      file.type === 'chunk' ? file.code : Buffer.from(file.source).toString('utf8'),
    ]),
  )
}

/** A panel as its own Vite configuration builds it, with this library from its source; kept until something changes. */
export const builtPanel = async (name: PanelName): Promise<Built> => {
  const example = `${root}docs/examples/${name}`
  const folder = `${root}node_modules/.cache/panels`
  const kept = `${folder}/${name}-${fingerprint(example)}.json`
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8')) as Built
  const built = await buildOnce(name, example)
  mkdirSync(folder, { recursive: true })
  writeFileSync(kept, JSON.stringify(built))
  return built
}
