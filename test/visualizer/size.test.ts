import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { expect, test } from 'vitest'

interface Built {
  readonly fileName: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
  readonly code?: string
}

const built = async (entry: string): Promise<readonly Built[]> => {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      target: 'es2022',
      minify: true,
      lib: { entry: fileURLToPath(new URL(entry, import.meta.url)), formats: ['es'], fileName: 'bundle' },
    },
  })
  const outputs = Array.isArray(result) ? result : 'output' in result ? [result] : []
  return outputs.flatMap(({ output }): readonly Built[] => output)
}

/** Bytes, gzip, of what is loaded at once: the entry and what it imports. */
const weightOf = (chunks: readonly Built[]): number => {
  const entry = chunks.find(({ isEntry }) => isEntry)
  const atOnce = chunks.filter((chunk) => chunk === entry || entry?.imports?.includes(chunk.fileName))
  return gzipSync(atOnce.map(({ code = '' }) => code).join('\n')).length
}

test('drawing alone weighs less than 10 KB gzip', { timeout: 60_000 }, async () => {
  const weight = weightOf(await built('drawing.ts'))
  expect(weight).toBeGreaterThan(2_000)
  expect(weight).toBeLessThan(10_240)
})

test('elkjs is loaded only when a chart is laid out', { timeout: 60_000 }, async () => {
  const chunks = await built('layingOut.ts')
  const weight = weightOf(chunks)
  expect(weight).toBeLessThan(16_384)
  expect(gzipSync(chunks.map(({ code = '' }) => code).join('\n')).length).toBeGreaterThan(300_000)
})

test('the page with everything but elkjs weighs less than 60 KB gzip', { timeout: 60_000 }, async () => {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const result = await build({
    ...{ root, configFile: `${root}vite.config.ts`, logLevel: 'silent' },
    build: { write: false },
  })
  const outputs = Array.isArray(result) ? result : 'output' in result ? [result] : []
  const files = outputs.flatMap(({ output }) => output)
  const [page] = files.flatMap((file) => (file.type === 'asset' ? [String(file.source)] : []))
  expect(files.map(({ fileName }) => fileName)).toEqual(['visualizer.html'])
  expect(gzipSync(page ?? '').length).toBeLessThan(61_440)
  expect(page).toContain('rx-ucwa recording')
  expect(page).not.toContain('org.eclipse.elk')
})
