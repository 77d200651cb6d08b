import type { ChartState } from '../chart.ts'
import type { Rectangle } from './layout.ts'

const between = 22
const arrowLength = 22
/** Wider than this, and there is another row. */
const widest = 900

interface Size {
  readonly width: number
  readonly height: number
}

/** A state that no arrow joins to another, and the mark or text, if there is one, over it. */
export interface Loner extends Size {
  readonly state: ChartState
  readonly source: (Size & { readonly id: string }) | undefined
}

/** What lies where within a cluster, by the id of the node. */
export interface Cell {
  readonly id: string
  readonly place: Rectangle
}

/** Loners of one state in rows and columns, over all else that is in it, or under. */
export interface Cluster extends Size {
  readonly within: string
  readonly isOnTop: boolean
  readonly states: readonly string[]
  readonly cells: readonly Cell[]
}

const widthOf = ({ width, source }: Loner): number => Math.max(width, source?.width ?? 0)

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)

const rowsOf = (loners: readonly Loner[], columns: number): readonly (readonly Loner[])[] =>
  Array.from({ length: Math.ceil(loners.length / columns) }, (_, row) =>
    loners.slice(row * columns, (row + 1) * columns),
  )

const columnWidths = (rows: readonly (readonly Loner[])[]): readonly number[] =>
  (rows[0] ?? []).map((_, column) => Math.max(...rows.flatMap((row) => row.slice(column, column + 1).map(widthOf))))

const spanOf = (widths: readonly number[]): number => sum(widths) + between * (widths.length - 1)

/** As few rows as there is breadth for, and those of like length. */
const arranged = (loners: readonly Loner[]): readonly (readonly Loner[])[] => {
  for (let count = 1; count < loners.length; count++) {
    const rows = rowsOf(loners, Math.ceil(loners.length / count))
    if (spanOf(columnWidths(rows)) <= widest) return rows
  }
  return rowsOf(loners, 1)
}

export const clusterOf = (
  within: string,
  isOnTop: boolean,
  loners: readonly Loner[],
  nodeId: (path: string) => string,
): Cluster => {
  const rows = arranged(loners)
  const widths = columnWidths(rows)
  const cells: Cell[] = []
  let y = 0
  for (const row of rows) {
    const heads = row.flatMap(({ source }) => (source === undefined ? [] : [source.height]))
    const top = y + (heads.length === 0 ? 0 : Math.max(...heads) + arrowLength)
    let x = 0
    row.forEach(({ state, width, height, source }, column) => {
      const room = widths[column] ?? 0
      const middle = x + room / 2
      cells.push({ id: nodeId(state.path), place: { x: middle - width / 2, y: top, width, height } })
      if (source !== undefined) {
        const above = top - arrowLength - source.height
        cells.push({ id: source.id, place: { ...source, x: middle - source.width / 2, y: above } })
      }
      x += room + between
    })
    y = top + Math.max(...row.map(({ height }) => height)) + between
  }
  const states = loners.map(({ state }) => state.path)
  return { within, isOnTop, width: spanOf(widths), height: y - between, states, cells }
}
