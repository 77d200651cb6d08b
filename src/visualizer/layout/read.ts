import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js'
import type { ChartState } from '../chart.ts'
import { clusterPlaces, markRoom, nodeId, type Edge, type Graph, type Source } from './graph.ts'
import { parentOf } from './parentOf.ts'
import type { Arrow, Box, Label, Layout, Mark, Point, Rectangle } from './layout.ts'
import { moved, round } from './text.ts'

const rectangle = ({ x = 0, y = 0, width = 0, height = 0 }: Partial<Rectangle>): Rectangle => ({
  x: round(x),
  y: round(y),
  width: round(width),
  height: round(height),
})

const nodesUnder = (node: ElkNode): readonly ElkNode[] => [node, ...(node.children ?? []).flatMap(nodesUnder)]

const contains = (outer: Rectangle, inner: Rectangle): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.width >= inner.x + inner.width &&
  outer.y + outer.height >= inner.y + inner.height

const boxesOf = (graph: Graph, places: ReadonlyMap<string, Rectangle>): readonly Box[] => {
  const boxes: Box[] = []
  const add = (state: ChartState, depth: number, isRegion: boolean): void => {
    const place = places.get(nodeId(state.path))
    const size = graph.sizes.get(state.path)
    if (place === undefined || size === undefined) return
    const { path, kind } = state
    boxes.push({ path, kind, isRegion, depth, ...place, lines: moved(size.lines, place.x, place.y) })
    for (const child of state.states) add(child, depth + 1, kind === 'parallel')
  }
  add(graph.chart.root, 0, false)
  return boxes
}

/** Regions side by side end at the same height. */
const stretched = (boxes: readonly Box[]): readonly Box[] =>
  boxes.map((box) => {
    if (!box.isRegion) return box
    const parent = parentOf(box.path)
    const beside = boxes.filter(
      (other) => other.isRegion && other.depth === box.depth && other.y === box.y && parentOf(other.path) === parent,
    )
    return { ...box, height: Math.max(...beside.map(({ height }) => height)) }
  })

/** A step so small that it looks like a mistake. */
const jog = 8

/** Moves an end of a line along the border that it stands at, where that makes it straight. */
const straightened = ([start, corner, next, ...rest]: readonly Point[]): readonly Point[] => {
  if (start === undefined || corner === undefined || next === undefined) return [start, corner].flatMap((p) => p ?? [])
  const isJog = start.x === corner.x && corner.y === next.y && Math.abs(next.x - corner.x) < jog && rest.length > 0
  return isJog ? [{ x: next.x, y: start.y }, ...rest] : [start, corner, next, ...rest]
}

const turned = (points: readonly Point[]): readonly Point[] => [...points].reverse()

const pointsOf = (edge: ElkExtendedEdge, isTurned: boolean): readonly Point[] => {
  const points = (edge.sections ?? []).flatMap(({ startPoint, bendPoints = [], endPoint }) => [
    startPoint,
    ...bendPoints,
    endPoint,
  ])
  const rounded = points.map(({ x, y }) => ({ x: round(x), y: round(y) }))
  const straight = turned(straightened(turned(straightened(rounded))))
  return isTurned ? turned(straight) : straight
}

const labelOf = ({ label }: Edge, edge: ElkExtendedEdge, boxes: readonly Box[]): Label | undefined => {
  const place = edge.labels?.[0]
  if (label === undefined || place === undefined) return undefined
  const area = rectangle(place)
  const holder = boxes.findLast((box) => contains(box, area))
  return { ...area, holder: holder?.path ?? '', lines: moved(label.lines, area.x + 4, area.y + 2) }
}

const marksOf = (sources: readonly Source[], places: ReadonlyMap<string, Rectangle>): readonly Mark[] =>
  sources.flatMap(({ id, label }): readonly Mark[] => {
    const place = places.get(id)
    if (place === undefined) return []
    const x = round(place.x + place.width / 2)
    return label === undefined
      ? [{ kind: 'initial', x, y: round(place.y + place.height / 2) }]
      : [{ kind: 'anywhere', x, y: round(place.y + 5) }]
  })

/** The text that a way from anywhere begins at, over its arrow. */
const sourceLabel = (source: Source, places: ReadonlyMap<string, Rectangle>): Label | undefined => {
  const place = places.get(source.id)
  if (place === undefined || source.label === undefined) return undefined
  const { label, within } = source
  const area = { ...place, y: place.y + markRoom, height: place.height - markRoom }
  return { ...area, holder: within, lines: moved(label.lines, area.x + 4, area.y) }
}

const shifted = (area: Rectangle, { x, y }: Point): Rectangle => rectangle({ ...area, x: area.x + x, y: area.y + y })

/** Puts into place what is in clusters. */
const unpacked = (graph: Graph, places: ReadonlyMap<string, Rectangle>): readonly (readonly [string, Rectangle])[] =>
  graph.states.flatMap(({ path }) => {
    const box = places.get(nodeId(path))
    const clusters = graph.clusters.filter(({ within }) => within === path)
    if (box === undefined || clusters.length === 0) return []
    return clusterPlaces(clusters, graph.sizes.get(path)?.height ?? 0, box).flatMap(({ cluster, x, y }) =>
      cluster.cells.map(({ id, place }) => [id, shifted(place, { x, y })] as const),
    )
  })

/** Straight down from the text to the box under it. */
const fall = (edge: Edge, places: ReadonlyMap<string, Rectangle>): readonly Point[] => {
  const text = places.get(edge.from)
  const box = places.get(edge.to)
  if (text === undefined || box === undefined) return []
  const x = round(box.x + box.width / 2)
  return [
    { x, y: round(text.y + text.height) },
    { x, y: box.y },
  ]
}

/** What ELK made of the graph. */
export const read = (graph: Graph, laidOut: ElkNode, inDocumentOrder: boolean): Layout => {
  const laid = new Map(nodesUnder(laidOut).map((node) => [node.id, rectangle(node)]))
  const places = new Map([...laid, ...unpacked(graph, laid)])
  const boxes = stretched(boxesOf(graph, places))
  const edges = new Map((laidOut.edges ?? []).map((edge) => [edge.id, edge]))
  const sources = new Map(graph.sources.map((source) => [source.id, source]))
  const arrows = graph.edges.map((edge): Arrow => {
    const found = edges.get(edge.id)
    const source = sources.get(edge.from)
    const written = found === undefined ? undefined : labelOf(edge, found, boxes)
    return {
      transitions: edge.transitions,
      kind: edge.transitions.length === 0 ? 'initial' : 'transition',
      isBackward: edge.isBackward,
      points: found === undefined ? fall(edge, places) : pointsOf(found, inDocumentOrder && edge.isBackward),
      label: source === undefined ? written : sourceLabel(source, places),
    }
  })
  const { width, height } = rectangle(laidOut)
  return { machine: graph.chart.id, width, height, boxes, arrows, marks: marksOf(graph.sources, places) }
}
