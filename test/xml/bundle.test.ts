import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { expect, it } from 'vitest'

/** Packages whose code is in the bundle of an entry. */
const packagesIn = async (entry: string): Promise<readonly string[]> => {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: { entry: fileURLToPath(new URL(`../../src/${entry}`, import.meta.url)), formats: ['es'], fileName: 'entry' },
    },
  })
  const outputs = Array.isArray(built) ? built : 'output' in built ? [built] : []
  const modules = outputs.flatMap(({ output }) =>
    output.flatMap((chunk) => (chunk.type === 'chunk' ? Object.keys(chunk.modules) : [])),
  )
  const names = modules.map((module) => /node_modules\/([^/]+)\//.exec(module)?.[1] ?? /src\/(\w+)\//.exec(module)?.[1])
  return [...new Set(names.filter((name) => name !== undefined))].sort()
}

it('the client carries no XML', async () => {
  const packages = await packagesIn('index.ts')
  expect([packages.includes('rxjs'), packages.filter((name) => /xml|sax/.test(name))]).toEqual([true, []])
})

it('the entry of XML carries its parser', async () => {
  const packages = await packagesIn('xml/index.ts')
  expect(packages.filter((name) => /xml|sax/.test(name))).toEqual(['saxes', 'xml', 'xmlchars'])
})
