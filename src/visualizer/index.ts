export { chartOf, isMachine } from './chartOf.ts'
export { pathOf, transitionIdOf } from './identity.ts'
export type { Chart, ChartInvoke, ChartState, ChartTransition, StateKind, TransitionKind } from './chart.ts'
export type { PlacedTransition } from './identity.ts'
