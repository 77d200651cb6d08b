import type { ElkExtendedEdge, ElkNode, LayoutOptions } from 'elkjs/lib/elk-api.js'
import type { Chart, ChartState } from '../chart.ts'
import { show, statesOf, type Way } from './arrows.ts'
import { clusterOf, type Cluster } from './cluster.ts'
import type { Point, Rectangle } from './layout.ts'
import { labelOf } from './sentences.ts'
import { sizeOf, type Sized } from './size.ts'
import { set, type Paragraph } from './text.ts'

/** A line to be laid out. */
export interface Edge {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly transitions: readonly string[]
  readonly label: Paragraph | undefined
  /** It leads up in document order. */
  readonly isBackward: boolean
  /** The first way out of its state, which is to be straight. */
  readonly isMain: boolean
}

/** A mark or a text that an edge begins at, lying in a state. */
export interface Source {
  readonly id: string
  readonly within: string
  /** Absent: the mark of the beginning. */
  readonly label: Paragraph | undefined
  readonly transitions: readonly string[]
}

/** All that has to find a place, and how large it is. */
export interface Graph {
  readonly chart: Chart
  readonly states: readonly ChartState[]
  readonly sizes: ReadonlyMap<string, Sized>
  readonly edges: readonly Edge[]
  readonly sources: readonly Source[]
  readonly clusters: readonly Cluster[]
}

export const nodeId = (path: string): string => `state:${path}`

const markSize = 10
/** Over a text that says what leads from anywhere: room for its mark. */
export const markRoom = 14

const sizeOfSource = ({ label }: Source): { readonly width: number; readonly height: number } =>
  label === undefined
    ? { width: markSize, height: markSize }
    : { width: label.width + 8, height: label.height + markRoom }

const nameIn = (states: readonly ChartState[]): ((path: string) => string) => {
  const byPath = new Map(states.map((state) => [state.path, state]))
  const namesakes = new Map<string, number>()
  for (const { name } of states) namesakes.set(name, (namesakes.get(name) ?? 0) + 1)
  return (path) => {
    const state = byPath.get(path)
    return state === undefined || (namesakes.get(state.name) ?? 0) > 1 ? path : state.name
  }
}

const labelled = (way: Way): Paragraph => set(labelOf(way.transitions), 'centre')

const idsOf = (way: Way): readonly string[] => way.transitions.map(({ id }) => id)

export const graphOf = (chart: Chart): Graph => {
  const states = statesOf(chart.root)
  const nameOf = nameIn(states)
  const { arrows, anywhere, rows } = show(chart)
  const order = new Map(states.map(({ path }, index) => [path, index]))
  const isBackward = ({ from, to }: Way): boolean => (order.get(to) ?? 0) < (order.get(from) ?? 0)
  const main = new Map([...arrows].reverse().map((way) => [way.from, way]))
  const beginnings = states.filter(({ initial, kind }) => initial !== undefined && kind === 'compound')
  const sources: readonly Source[] = [
    ...beginnings.map(({ path }) => ({ id: `initial:${path}`, within: path, label: undefined, transitions: [] })),
    ...anywhere.map((way) => ({
      id: `anywhere:${way.from}>${way.to}`,
      within: way.from,
      label: labelled(way),
      transitions: idsOf(way),
    })),
  ]
  const bare = { transitions: [], label: undefined, isBackward: false, isMain: true }
  const edges: readonly Edge[] = [
    ...beginnings.map(({ path, initial = '' }) => ({
      ...bare,
      id: `begin:${path}`,
      from: `initial:${path}`,
      to: nodeId(initial),
    })),
    ...states.flatMap(({ path, kind, initial }) =>
      kind === 'history' && initial !== undefined
        ? [{ ...bare, id: `begin:${path}`, from: nodeId(path), to: nodeId(initial) }]
        : [],
    ),
    ...anywhere.map((way) => ({
      ...bare,
      id: `into:${way.from}>${way.to}`,
      from: `anywhere:${way.from}>${way.to}`,
      to: nodeId(way.to),
      transitions: idsOf(way),
    })),
    ...arrows.map((way) => ({
      id: `way:${way.from}>${way.to}`,
      from: nodeId(way.from),
      to: nodeId(way.to),
      transitions: idsOf(way),
      label: labelled(way),
      isBackward: isBackward(way),
      isMain: !isBackward(way) && main.get(way.from) === way,
    })),
  ]
  const sizes = new Map(states.map((state) => [state.path, sizeOf(state, rows.get(state.path) ?? [], nameOf)]))
  return { chart, states, sizes, edges, sources, clusters: clustersOf({ states, sizes, edges, sources }) }
}

const isLeaf = ({ states }: ChartState): boolean => states.length === 0

/** A line from outside to what lies in a state, or the other way. It would run through the clusters there. */
const crossesBorder = ({ from, to }: Edge, path: string): boolean => {
  const inner = `${nodeId(path)}.`
  const isInside = (id: string): boolean => path === '' || id.startsWith(inner)
  return from.startsWith(nodeId('')) && isInside(from) !== isInside(to)
}

/** States that no arrow joins to another: the ended ones lie at the bottom, those with the first one on top. */
const clustersOf = ({ states, sizes, edges, sources }: Omit<Graph, 'chart' | 'clusters'>): readonly Cluster[] => {
  const byId = new Map(sources.map((source) => [source.id, source]))
  const ends = new Map<string, Edge[]>()
  for (const edge of edges) {
    for (const end of [edge.from, edge.to]) ends.set(end, [...(ends.get(end) ?? []), edge])
  }
  return states.flatMap(({ path: within, kind, initial, states: children }) => {
    if (kind === 'parallel' || edges.some((edge) => crossesBorder(edge, within))) return []
    const loners = children.flatMap((state) => {
      const joined = ends.get(nodeId(state.path)) ?? []
      const source = joined.length === 1 ? byId.get(joined[0]?.from ?? '') : undefined
      const isAlone = joined.length === 0 || source?.within === within
      const { width, height } = sizes.get(state.path) ?? { width: 0, height: 0 }
      return isLeaf(state) && isAlone
        ? [{ state, width, height, source: source && { id: source.id, ...sizeOfSource(source) } }]
        : []
    })
    const ended = loners.filter(({ state }) => state.kind === 'final')
    const others = loners.filter(({ state }) => state.kind !== 'final')
    const isFirst = others.some(({ state }) => state.path === initial)
    return [
      ...(others.length === 0 ? [] : [clusterOf(within, isFirst, others, nodeId)]),
      ...(ended.length === 0 ? [] : [clusterOf(within, false, ended, nodeId)]),
    ]
  })
}

/** Between the text of a box and what it holds, and between that and its border. */
const ownRoom = 14
const margin = 18
const betweenClusters = 26

/** Where a cluster lies in the box around it: room is left for it there, ELK does not hear of it. */
export const clusterPlaces = (
  clusters: readonly Cluster[],
  header: number,
  box: Rectangle,
): readonly { readonly cluster: Cluster; readonly x: number; readonly y: number }[] => {
  let top = box.y + header + ownRoom
  let bottom = box.y + box.height - margin
  return [...clusters].reverse().map((cluster) => {
    const x = box.x + (box.width - cluster.width) / 2
    if (!cluster.isOnTop) {
      bottom -= cluster.height
      const y = bottom
      bottom -= betweenClusters
      return { cluster, x, y }
    }
    const y = top
    top += cluster.height + betweenClusters
    return { cluster, x, y }
  })
}

const roomFor = (clusters: readonly Cluster[]): number =>
  clusters.reduce((room, { height }) => room + height + betweenClusters, 0)

const inline = { 'elk.edgeLabels.inline': 'true', 'elk.edgeLabels.placement': 'CENTER' }
const aligned = { 'elk.alignment': 'TOP' }
const first = { 'elk.layered.layering.layerConstraint': 'FIRST' }
const last = { 'elk.layered.layering.layerConstraint': 'LAST' }

const nodeOf = (state: ChartState, graph: Graph, clustered: ReadonlySet<string>, place?: Point): ElkNode => {
  const { width, height } = graph.sizes.get(state.path) ?? { width: 0, height: 0 }
  const id = nodeId(state.path)
  const position: LayoutOptions = place === undefined ? {} : { 'elk.position': `(${place.x},${place.y})` }
  if (isLeaf(state)) {
    return { id, width, height, layoutOptions: { ...position, ...(state.kind === 'final' ? last : {}) } }
  }
  const clusters = graph.clusters.filter(({ within }) => within === state.path)
  const widest = Math.max(width, ...clusters.map((cluster) => cluster.width + 2 * margin))
  const isParallel = state.kind === 'parallel'
  const children = [
    ...graph.sources
      .filter((source) => source.within === state.path && !clustered.has(source.id))
      .map((source): ElkNode => ({
        id: source.id,
        ...sizeOfSource(source),
        layoutOptions: source.label === undefined ? first : {},
      })),
    ...state.states
      .filter(({ path }) => !clustered.has(nodeId(path)))
      .map((child, index) => nodeOf(child, graph, clustered, isParallel ? { x: index * 100, y: 0 } : undefined)),
  ]
  const top = height + ownRoom + roomFor(clusters.filter(({ isOnTop }) => isOnTop))
  const bottom = margin + roomFor(clusters.filter(({ isOnTop }) => !isOnTop))
  if (children.length === 0) {
    return { id, width: widest, height: top + bottom - betweenClusters, layoutOptions: { ...position, ...aligned } }
  }
  return {
    id,
    children,
    layoutOptions: {
      ...position,
      ...aligned,
      'elk.padding': `[top=${top},left=${margin},bottom=${bottom},right=${margin}]`,
      'elk.nodeSize.constraints': 'MINIMUM_SIZE',
      // ELK lays out from left to right and turns all that by a quarter, but not this.
      'elk.nodeSize.minimum': `(${height},${widest})`,
    },
  }
}

/** The graph as ELK takes it. An edge that is turned round here is turned back by `read`. */
export const elkGraph = (graph: Graph, inDocumentOrder: boolean): ElkNode => {
  const clustered = new Set(graph.clusters.flatMap(({ cells }) => cells.map(({ id }) => id)))
  return {
    id: 'all',
    children: [nodeOf(graph.chart.root, graph, clustered)],
    edges: graph.edges
      .filter(({ from, to }) => !clustered.has(from) && !clustered.has(to))
      .map(({ id, from, to, label, isBackward, isMain }): ElkExtendedEdge => {
        const turned = inDocumentOrder && isBackward
        return {
          id,
          sources: [turned ? to : from],
          targets: [turned ? from : to],
          layoutOptions: isMain ? { 'elk.layered.priority.straightness': '10' } : {},
          ...(label === undefined
            ? {}
            : { labels: [{ text: id, width: label.width + 8, height: label.height + 4, layoutOptions: inline }] }),
        }
      }),
  }
}
