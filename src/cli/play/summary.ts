import type { Paint } from '../terminal/screen.ts'
import type { Review } from './perform.ts'
import type { Pair } from './tally.ts'

/** One of several times that the evening is played, and what came of it. */
export interface Run extends Review {
  /** In which format: `JSON` or `XML`. */
  readonly title: string
}

const widths = { what: 22, cell: 7, gap: 2 }

const gap = ' '.repeat(widths.gap)

const cells = (texts: readonly string[]): string => gap + texts.map((text) => text.padStart(widths.cell)).join('')

const cell = ({ saw, wrote }: Pair): string => (saw === 0 && wrote === 0 ? '·' : `${saw}/${wrote}`)

const headers = (runs: readonly Run[]): readonly string[] => [
  ''.padEnd(widths.what) +
    runs.map(({ title, names }) => gap + `   ── ${title} `.padEnd(names.length * widths.cell, '─')).join(''),
  'client/server'.padEnd(widths.what) + runs.map(({ names }) => cells(names)).join(''),
]

const isAlike = (pairs: readonly Pair[], others: readonly Pair[]): boolean =>
  pairs.every(({ saw, wrote }, at) => saw === wrote && saw === others[at]?.saw)

/** The counts as a table: for each run and person what her client saw, and what the server wrote. */
export const summaryLines = (runs: readonly Run[], paint: Paint): readonly string[] => [
  ...headers(runs).map((line) => paint('dim', line)),
  ...(runs[0]?.rows ?? []).flatMap(({ what }, at) => {
    const columns = runs.map(({ rows }) => rows[at]?.pairs ?? [])
    if (columns.flat().every(({ saw, wrote }) => saw === 0 && wrote === 0)) return []
    const line = what.padEnd(widths.what) + columns.map((pairs) => cells(pairs.map(cell))).join('')
    const agrees = columns.every((pairs) => isAlike(pairs, columns[0] ?? []))
    return [agrees ? `${line}  ${paint('green', '✓')}` : paint('red', `${line}  ✗`)]
  }),
]

/** Where client and server differ in a run, in words. */
export const differences = ({ title, names, rows, trouble }: Run): readonly string[] => [
  ...rows.flatMap(({ what, pairs }) =>
    pairs.flatMap(({ saw, wrote }, at) =>
      saw === wrote ? [] : [`${what.trim()} in ${title}: ${names[at] ?? ''} ${saw}, the server ${wrote}`],
    ),
  ),
  ...trouble.map((what) => `in ${title}: ${what}`),
]

/** Where what the clients saw in one run differs from another, in words. */
export const differencesBetween = (one: Run, other: Run): readonly string[] =>
  one.rows.flatMap(({ what, pairs }, row) =>
    pairs.flatMap(({ saw }, at) => {
      const now = other.rows[row]?.pairs[at]?.saw
      return saw === now
        ? []
        : [`${what.trim()}: ${one.names[at] ?? ''} ${saw} in ${one.title}, ${now ?? 0} in ${other.title}`]
    }),
  )
