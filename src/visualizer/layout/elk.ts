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

export const layoutOf = async (chart: Chart): Promise<Layout> => {
  const { default: module } = await import('elkjs/lib/elk.bundled.js')
  const elk = new module.default()
  const graph = graphOf(chart)
  const layouts = await Promise.all(
    candidates.map(async ({ inDocumentOrder, options }) => {
      const laidOut = await elk.layout(elkGraph(graph, inDocumentOrder), { layoutOptions: options })
      return read(graph, laidOut, inDocumentOrder)
    }),
  )
  return layouts.reduce((best, each) => (costOf(each) < costOf(best) ? each : best))
}
