import { svelte } from '@sveltejs/vite-plugin-svelte'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { build, type Plugin } from 'vite'
import solid from 'vite-plugin-solid'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const folder = `${root}test/browser/documented`

/** Blocks of the documentation by the name of a file beside this one that there is not. */
const documented = (blocks: Readonly<Record<string, string>>): Plugin => ({
  name: 'documented',
  enforce: 'pre',
  resolveId: (id) => {
    const name = id.startsWith('documented:')
      ? Object.keys(blocks).find((file) => file.startsWith(`${id.slice('documented:'.length)}.`))
      : id.slice(folder.length + 1)
    return name !== undefined && name in blocks ? `${folder}/${name}` : undefined
  },
  load: (id) => {
    const name = id.slice(folder.length + 1)
    const text = id.startsWith(folder) ? blocks[name] : undefined
    if (text === undefined || !name.endsWith('.js')) return text
    const { target, module, jsx } = {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      jsx: ts.JsxEmit.ReactJSX,
    }
    return ts.transpileModule(text, { fileName: `${name}.tsx`, compilerOptions: { target, module, jsx } }).outputText
  },
})

/** What a browser gets, by path. */
export const bundleDocumented = async (
  blocks: Readonly<Record<string, string>>,
  define: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, string>> => {
  const built = await build({
    configFile: false,
    root: folder,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"', ...define },
    plugins: [documented(blocks), svelte({ configFile: false }), solid({ include: /solid\.tsx$/ })],
    worker: { format: 'es', plugins: () => [documented(blocks)] },
    resolve: {
      alias: [
        { find: 'rx-ucwa/mirror', replacement: `${root}src/mirror/index.ts` },
        { find: 'rx-ucwa/tabs', replacement: `${root}src/tabs/index.ts` },
        { find: 'rx-ucwa/visualizer/element', replacement: `${root}src/visualizer/page/element.ts` },
        { find: 'rx-ucwa', replacement: `${folder}/library.ts` },
      ],
    },
    build: {
      write: false,
      target: 'es2022',
      minify: false,
      modulePreload: false,
      rolldownOptions: {
        input: { page: `${folder}/page.ts` },
        external: [/^elkjs/],
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  })
  const [output] = Array.isArray(built) ? built : 'output' in built ? [built] : []
  return new Map(
    (output?.output ?? []).map((file) => [
      file.fileName,
      file.type === 'chunk' ? file.code : Buffer.from(file.source).toString('utf8'),
    ]),
  )
}
