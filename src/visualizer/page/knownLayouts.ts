import type { Chart, ChartState } from '../chart.ts'
import type { Layout } from '../layout/layout.ts'
import { isLayout } from '../recording/drawing.ts'

const pathsOf = (state: ChartState): readonly string[] => [state.path, ...state.states.flatMap(pathsOf)]

const isSame = (some: ReadonlySet<string>, others: ReadonlySet<string>): boolean =>
  some.size === others.size && [...some].every((one) => others.has(one))

/** Whether a layout is of just this chart. */
export const fits = ({ machine, boxes, arrows }: Layout, { id, root, transitions }: Chart): boolean => {
  if (machine !== id || !isSame(new Set(boxes.map(({ path }) => path)), new Set(pathsOf(root)))) return false
  const drawn = [
    ...boxes.flatMap(({ lines }) => lines.flatMap((line) => line.transitions)),
    ...arrows.flatMap((arrow) => arrow.transitions),
  ]
  return isSame(new Set(drawn), new Set(transitions.map((transition) => transition.id)))
}

/** Layouts that were made when the page was built, of the charts that this package has. */
export const knownLayout = (chart: Chart, known: readonly unknown[]): Layout | undefined =>
  known.filter(isLayout).find((layout) => fits(layout, chart))
