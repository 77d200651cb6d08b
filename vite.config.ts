import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { defineConfig, type Plugin } from 'vite'

/** The page as one document: its script within, and a policy that lets that script run and nothing else. */
const document = (script: string): string => {
  const inner = script.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--')
  const hash = createHash('sha256').update(inner).digest('base64')
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hash}'`,
    "connect-src 'self'",
    'img-src blob: data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>rx-ucwa visualizer</title>
<body><script type="module">${inner}</script></body>
</html>
`
}

const inOneDocument: Plugin = {
  name: 'in-one-document',
  generateBundle(_, bundle) {
    for (const [name, chunk] of Object.entries(bundle)) {
      if (chunk.type !== 'chunk') continue
      Reflect.deleteProperty(bundle, name)
      this.emitFile({ type: 'asset', fileName: 'visualizer.html', source: document(chunk.code.trim()) })
    }
  },
}

/** The layouts that `npm run charts` has written. */
const layouts = (): readonly unknown[] => {
  const folder = new URL('docs/machines/', import.meta.url)
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8')))
    .filter((value) => typeof value === 'object' && value !== null && 'boxes' in value)
}

/** What the visualizer is built as: the document that it serves, or an element for pages of others. */
const forms = {
  page: {
    plugins: [inOneDocument],
    lib: { entry: 'src/visualizer/page/main.ts', fileName: 'visualizer' },
    external: [],
  },
  element: {
    plugins: [],
    lib: { entry: 'src/visualizer/page/element.ts', fileName: 'element' },
    // Loaded where it is used, and only for a chart that was not known here.
    external: [/^elkjs/],
  },
}

// The page of the visualizer; `--mode element` the element. Tests have vitest.config.ts.
export default defineConfig(({ mode }) => {
  const { plugins, lib, external } = mode === 'element' ? forms.element : forms.page
  return {
    define: { knownLayouts: JSON.stringify(layouts()) },
    plugins,
    build: {
      outDir: 'dist/page',
      // Both forms go there, and npm builds the page alone again before it packs.
      emptyOutDir: false,
      target: 'es2022',
      minify: true,
      lib: { ...lib, formats: ['es'] },
      rolldownOptions: { external, output: { minify: true } },
    },
  }
})
