import { meet, segmentsOf, spanOf } from '../../src/visualizer/layout/cost.ts'
import type { Arrow, Box, Layout, Rectangle } from '../../src/visualizer/layout/layout.ts'
import { areaOf } from '../../src/visualizer/layout/text.ts'

const nameOf = ({ transitions, points }: Arrow): string =>
  transitions.join(' ') || `start at ${JSON.stringify(points[0])}`

const isInside = (inner: string, outer: string): boolean =>
  inner !== outer && (outer === '' || inner.startsWith(`${outer}.`))

/** The part of a box that is its own: all of it, or, where it holds others, the text at its top. */
const ownPart = (box: Box): Rectangle => {
  const bottom = Math.max(...box.lines.map(({ y }) => y)) + 4
  return box.kind === 'compound' || box.kind === 'parallel' ? { ...box, height: bottom - box.y } : box
}

const spansOf = (arrow: Arrow): readonly Rectangle[] => segmentsOf(arrow).map(spanOf)

/** All that meets in a layout and should not, in words. */
export const collisionsIn = ({ boxes, arrows, width, height }: Layout): readonly string[] => {
  const labels = arrows.flatMap((arrow) => (arrow.label === undefined ? [] : [{ arrow, area: arrow.label }]))
  const leaves = boxes.filter(({ kind }) => kind !== 'compound' && kind !== 'parallel')
  const whole = { x: 0, y: 0, width, height }
  const within = (area: Rectangle): boolean =>
    area.x >= whole.x && area.y >= whole.y && area.x + area.width <= width && area.y + area.height <= height
  return [
    ...labels.flatMap(({ arrow, area }, index) => [
      ...labels
        .slice(index + 1)
        .filter((other) => meet(area, other.area))
        .map((other) => `label of ${nameOf(arrow)} meets label of ${nameOf(other.arrow)}`),
      ...arrows
        .filter((other) => other !== arrow && spansOf(other).some((span) => meet(area, span)))
        .map((other) => `label of ${nameOf(arrow)} meets ${nameOf(other)}`),
      ...boxes.filter((box) => meet(area, ownPart(box))).map(({ path }) => `label of ${nameOf(arrow)} meets ${path}`),
      ...boxes
        .filter((box) => meet(area, box) && !contains(box, area))
        .map(({ path }) => `label of ${nameOf(arrow)} lies across the border of ${path}`),
    ]),
    ...boxes.flatMap((box, index) =>
      boxes
        .slice(index + 1)
        .filter((other) => !isInside(other.path, box.path) && meet(box, other))
        .map(({ path }) => `${box.path} meets ${path}`),
    ),
    ...boxes.flatMap((box) =>
      boxes
        .filter((outer) => isInside(box.path, outer.path) && !contains(outer, box))
        .map(({ path }) => `${box.path} sticks out of ${path}`),
    ),
    ...boxes.flatMap((box) =>
      boxes
        .filter((outer) => isInside(box.path, outer.path) && meet(box, ownPart(outer)))
        .map(({ path }) => `${box.path} lies on the text of ${path}`),
    ),
    ...arrows.flatMap((arrow) => [
      ...leaves
        .filter((box) => spansOf(arrow).some((span) => meet(span, box)))
        .map(({ path }) => `${nameOf(arrow)} crosses ${path}`),
      ...boxes
        .filter((box) => box.lines.map(areaOf).some((text) => spansOf(arrow).some((span) => meet(span, text))))
        .map(({ path }) => `${nameOf(arrow)} crosses the text of ${path}`),
      ...(spansOf(arrow).every(within) ? [] : [`${nameOf(arrow)} leaves the picture`]),
    ]),
  ]
}

const contains = (outer: Rectangle, inner: Rectangle): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.width >= inner.x + inner.width &&
  outer.y + outer.height >= inner.y + inner.height
