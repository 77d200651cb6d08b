/* What is needed to draw a chart whose layout is known, and nothing else: its weight is measured. */
export { chartOf } from '../../src/visualizer/chartOf.ts'
export { svgOf } from '../../src/visualizer/drawing/svg.ts'
