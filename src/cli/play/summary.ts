import type { Paint } from '../terminal/screen.ts'
import type { Row } from './tally.ts'

const widths = { what: 22, number: 8 }

const cells = (cells: readonly (string | number)[]): string =>
  cells.map((cell) => String(cell).padStart(widths.number)).join('')

const agrees = ({ pairs }: Row): boolean => pairs.every(({ saw, wrote }) => saw === wrote)

/** The counts as a table: for each person what her client saw, then what the server wrote. */
export const summaryLines = (names: readonly string[], rows: readonly Row[], paint: Paint): readonly string[] => [
  paint('dim', ''.padEnd(widths.what) + cells(names.flatMap((name) => [name, 'server']))),
  ...rows
    .filter((row) => !agrees(row) || row.pairs.some(({ saw }) => saw > 0))
    .map((row) => {
      const line = row.what.padEnd(widths.what) + cells(row.pairs.flatMap(({ saw, wrote }) => [saw, wrote]))
      return agrees(row) ? `${line}  ${paint('green', '✓')}` : paint('red', `${line}  ✗`)
    }),
]

/** Where the two sides of a count differ, in words. */
export const differences = (names: readonly string[], rows: readonly Row[]): readonly string[] =>
  rows.flatMap(({ what, pairs }) =>
    pairs.flatMap(({ saw, wrote }, at) =>
      saw === wrote ? [] : [`${what.trim()}: ${names[at] ?? ''} ${saw}, the server ${wrote}`],
    ),
  )
