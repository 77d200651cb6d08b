import { entryBudgets, tarballBudget } from './budgets.ts'
import { bundleOf, gzipped, partsOf } from './esbuilt.ts'
import { stagePackage } from './stagedPackage.ts'
import { tarballOf } from './tarball.ts'

// `npm run package:size` prints what is in the tarball, what each entry weighs
// in a browser, and from what. With `--files` every file. Fails above a budget.

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`
const line = (...cells: readonly string[]): void => {
  process.stdout.write(`${cells.map((cell, at) => (at === 0 ? cell.padEnd(34) : cell.padStart(10))).join('  ')}\n`)
}

const over: string[] = []
const judged = (what: string, bytes: number, budget: number): string => {
  if (bytes > budget) over.push(what)
  return `${bytes > budget ? 'OVER' : 'of'} ${kilobytes(budget)}`
}

const staged = await stagePackage()
try {
  const { size, unpackedSize, files } = await tarballOf(staged.folder)
  const folders = new Map<string, { readonly count: number; readonly bytes: number }>()
  for (const { path, size: bytes } of files) {
    const folder = process.argv.includes('--files') ? path : (/^dist\/(?:src\/[^/]+\/|[^/]+\/)/.exec(path)?.[0] ?? path)
    const { count, bytes: before } = folders.get(folder) ?? { count: 0, bytes: 0 }
    folders.set(folder, { count: count + 1, bytes: before + bytes })
  }
  for (const [folder, { count, bytes }] of folders) line(folder, `${count} files`, kilobytes(bytes))
  line('')
  line('unpacked', kilobytes(unpackedSize), judged('unpacked', unpackedSize, tarballBudget.unpacked))
  line('packed', kilobytes(size), judged('packed', size, tarballBudget.packed))

  line('\nentry', 'minified', 'gzip', 'budget')
  for (const [entry, budget] of Object.entries(entryBudgets)) {
    const bundle = await bundleOf(staged.folder, `export * from '${entry}'`)
    const bytes = gzipped(bundle.code)
    line(entry, kilobytes(bundle.code.length), kilobytes(bytes), judged(entry, bytes, budget))
    for (const [part, minified] of partsOf(bundle)) line(`    ${part}`, kilobytes(minified))
  }
} finally {
  await staged.remove()
}
if (over.length > 0) throw new Error(`over budget: ${over.join(', ')}`)
