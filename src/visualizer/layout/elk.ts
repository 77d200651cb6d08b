import type { LayoutOptions } from 'elkjs/lib/elk-api.js'
import type { Chart } from '../chart.ts'
import { costOf } from './cost.ts'
import { elkGraph, graphOf } from './graph.ts'
import type { Layout } from './layout.ts'
import { read } from './read.ts'

const common: LayoutOptions = {
  'elk.algorithm': 'layered',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
  'elk.padding': '[top=12,left=12,bottom=12,right=12]',
  'elk.spacing.nodeNode': '28',
  'elk.spacing.edgeNode': '18',
  'elk.spacing.edgeEdge': '14',
  'elk.spacing.edgeLabel': '4',
  'elk.spacing.labelNode': '8',
  'elk.layered.spacing.nodeNodeBetweenLayers': '26',
  'elk.layered.spacing.edgeNodeBetweenLayers': '16',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
  'elk.layered.crossingMinimization.semiInteractive': 'true',
}

const placements: readonly LayoutOptions[] = [
  { 'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX' },
  { 'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF' },
]
const layerings: readonly LayoutOptions[] = [
  { 'elk.layered.layering.strategy': 'NETWORK_SIMPLEX' },
  { 'elk.layered.layering.strategy': 'LONGEST_PATH_SOURCE' },
]

interface Candidate {
  readonly inDocumentOrder: boolean
  readonly options: LayoutOptions
}

const candidates: readonly Candidate[] = [true, false].flatMap((inDocumentOrder) =>
  placements.flatMap((placement) =>
    layerings.map((layering) => ({ inDocumentOrder, options: { ...common, ...placement, ...layering } })),
  ),
)

/** The fastest, for charts that would take the others too long. */
const quick: Candidate = {
  inDocumentOrder: true,
  options: {
    ...common,
    'elk.layered.nodePlacement.strategy': 'BRANDES_KOEPF',
    'elk.layered.thoroughness': '2',
  },
}

/** Boxes and arrows. */
const mostForAll = 120
const mostToLayOut = 600

/** A chart with more boxes and arrows than can be laid out while somebody waits. */
export class ChartTooLarge extends Error {
  override readonly name = 'ChartTooLarge'
  /** Boxes and arrows of the chart. */
  readonly size: number

  constructor(chart: string, size: number) {
    super(
      `The chart of ${chart} has ${size} boxes and arrows, and no more than ${mostToLayOut} can be laid out: look at one of its parts, or at its Mermaid text.`,
    )
    this.size = size
  }
}

/**
 * Where everything in the picture of a chart lies. Loads elkjs, 450 KB, when it is
 * first called: a page that has the layout of its charts needs none of that. The
 * same in Node and in every browser. Takes milliseconds to seconds, in which a
 * page does not answer.
 *
 * Rejects with ChartTooLarge over 600 boxes and arrows.
 */
export const layoutOf = async (chart: Chart): Promise<Layout> => {
  const graph = graphOf(chart)
  const size = graph.states.length + graph.edges.length
  if (size > mostToLayOut) throw new ChartTooLarge(chart.id, size)
  const { default: module } = await import('elkjs/lib/elk.bundled.js')
  const elk = new module.default()
  const layouts: Layout[] = []
  for (const { inDocumentOrder, options } of size > mostForAll ? [quick] : candidates) {
    const laidOut = await elk.layout(elkGraph(graph, inDocumentOrder), { layoutOptions: options })
    layouts.push(read(graph, laidOut, inDocumentOrder))
  }
  return layouts.reduce((best, each) => (costOf(each) < costOf(best) ? each : best))
}
