/* What is needed to lay out a chart and draw it: its weight is measured, elkjs apart. */
export { chartOf } from '../../src/visualizer/chartOf.ts'
export { svgOf } from '../../src/visualizer/drawing/svg.ts'
export { layoutOf } from '../../src/visualizer/layout/elk.ts'
