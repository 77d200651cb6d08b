import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { expect, it } from 'vitest'

const entry = 'virtual:application'
const root = fileURLToPath(new URL('../../', import.meta.url))

/** The bundle of an application that imports these from the library. */
const bundleWith = async (names: string): Promise<string> => {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    root,
    plugins: [
      {
        name: 'application',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? `export { ${names} } from '${root}src/index.ts'` : null),
      },
    ],
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      rollupOptions: { input: entry, preserveEntrySignatures: 'strict' },
    },
  })
  const outputs = Array.isArray(built) ? built : 'output' in built ? [built] : []
  return outputs.flatMap(({ output }) => output.map((chunk) => (chunk.type === 'chunk' ? chunk.code : ''))).join('\n')
}

it('whoever does not import xframe does not carry it', { timeout: 60_000 }, async () => {
  const frames = /createElement\(["']iframe["']\)/

  expect([
    frames.test(await bundleWith('createClient')),
    frames.test(await bundleWith('createClient, xframe')),
  ]).toEqual([false, true])
})
