import { areaOf } from './text.ts'
import type { Arrow, Layout, Point, Rectangle } from './layout.ts'

interface Segment {
  readonly from: Point
  readonly to: Point
}

export const segmentsOf = ({ points }: Arrow): readonly Segment[] =>
  points.slice(1).map((to, index) => ({ from: points[index] ?? to, to }))

const lengthOf = ({ from, to }: Segment): number => Math.abs(to.x - from.x) + Math.abs(to.y - from.y)

/** Whether two rectangles share more than a border. A line is one without breadth. */
export const meet = (one: Rectangle, other: Rectangle): boolean =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height

export const spanOf = ({ from, to }: Segment): Rectangle => ({
  x: Math.min(from.x, to.x),
  y: Math.min(from.y, to.y),
  width: Math.abs(to.x - from.x),
  height: Math.abs(to.y - from.y),
})

const crosses = (one: Segment, other: Segment): boolean => {
  const a = spanOf(one)
  const b = spanOf(other)
  return (a.height === 0) !== (b.height === 0) && meet(a, b)
}

const crossings = (arrows: readonly (readonly Segment[])[]): number => {
  let count = 0
  arrows.forEach((segments, index) => {
    for (const other of arrows.slice(index + 1)) {
      for (const segment of segments) count += other.filter((each) => crosses(segment, each)).length
    }
  })
  return count
}

/** Against the direction in which the chart is read. */
const astray = ({ points, isBackward }: Arrow): boolean => {
  const start = points[0]?.y ?? 0
  const end = points.at(-1)?.y ?? 0
  return isBackward ? end > start : end < start
}

/** Lines through boxes and texts that are not theirs: ELK draws some where a line enters a state beside its first. */
const overlaps = ({ boxes, arrows }: Layout): number => {
  const own = boxes.flatMap((box): readonly Rectangle[] =>
    box.kind === 'compound' || box.kind === 'parallel' ? box.lines.map(areaOf) : [box],
  )
  const through = (area: Rectangle, other: Arrow): boolean =>
    segmentsOf(other).some((segment) => meet(area, spanOf(segment)))
  return arrows.reduce((count, arrow) => {
    const { label } = arrow
    const boxesMet = own.filter((area) => through(area, arrow)).length
    if (label === undefined) return count + boxesMet
    const linesMet = arrows.filter((other) => other !== arrow && through(label, other)).length
    return count + boxesMet + linesMet
  }, 0)
}

/** How much a reader has to put up with. */
export const costOf = (layout: Layout): number => {
  const arrows = layout.arrows.map(segmentsOf)
  const length = arrows.flat().reduce((sum, segment) => sum + lengthOf(segment), 0)
  const bends = arrows.reduce((sum, segments) => sum + Math.max(0, segments.length - 1), 0)
  const size = (layout.width * layout.height) / 400
  const faults = 1_000 * layout.arrows.filter(astray).length + 10_000 * overlaps(layout)
  return size + length / 2 + 20 * bends + 120 * crossings(arrows) + faults
}
