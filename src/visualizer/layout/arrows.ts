import { parentOf } from './parentOf.ts'
import type { Chart, ChartState, ChartTransition } from '../chart.ts'

/** Transitions of one state that lead to one other. */
export interface Way {
  readonly from: string
  readonly to: string
  readonly transitions: readonly ChartTransition[]
}

/** How each transition is shown. */
export interface Shown {
  /** As a line from box to box. */
  readonly arrows: readonly Way[]
  /** From a state into itself: wherever inside one is, this leads there. */
  readonly anywhere: readonly Way[]
  /** As a row of the box, by the state's path. */
  readonly rows: ReadonlyMap<string, readonly ChartTransition[]>
}

/** So many ways into one state are too many lines. */
const crowd = 4
/** So many states that one leads to are better read as a list. */
const choice = 7

const lies = (inner: string, outer: string): boolean =>
  inner !== outer && (outer === '' || inner.startsWith(`${outer}.`))

export const statesOf = (state: ChartState): readonly ChartState[] => [state, ...state.states.flatMap(statesOf)]

const waysOf = (transitions: readonly ChartTransition[]): readonly Way[] => {
  const ways = new Map<string, Way & { readonly transitions: ChartTransition[] }>()
  for (const transition of transitions) {
    for (const to of transition.targets) {
      const key = `${transition.source}>${to}`
      const way = ways.get(key)
      if (way === undefined) ways.set(key, { from: transition.source, to, transitions: [transition] })
      else way.transitions.push(transition)
    }
  }
  return [...ways.values()]
}

const countBy = (ways: readonly Way[], end: (way: Way) => string): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const way of ways) counts.set(end(way), (counts.get(end(way)) ?? 0) + 1)
  return counts
}

/** A sibling's way before others, and one that is open in any case before one that may not be. */
const rankOf = ({ from, to, transitions }: Way): number =>
  (parentOf(from) === parentOf(to) ? 2 : 0) + (transitions.some(({ guard }) => guard === undefined) ? 1 : 0)

/** The way by which each state is come to, which is always a line: nothing may hang in the air. */
const firstWays = (inward: readonly Way[], outward: readonly Way[], root: ChartState): ReadonlySet<Way> => {
  const reached = new Set(inward.map(({ to }) => to))
  for (const { initial } of statesOf(root)) if (initial !== undefined) reached.add(initial)
  const first = new Map<string, Way>()
  for (const way of outward) {
    const known = first.get(way.to)
    if (!reached.has(way.to) && (known === undefined || rankOf(way) > rankOf(known))) first.set(way.to, way)
  }
  return new Set(first.values())
}

const isError = (way: Way): boolean => way.transitions.every(({ kind }) => kind === 'error')

/**
 * Decides what is an arrow. A row is what stays in its state, what leads to the
 * state itself or one around it, an error exit, and whatever would make a crowd:
 * many ways into one state, many states that one leads to.
 */
export const show = ({ root, transitions }: Chart): Shown => {
  const ways = waysOf(transitions)
  const inward = ways.filter(({ from, to }) => lies(to, from))
  const outward = ways.filter(({ from, to }) => from !== to && !lies(to, from) && !lies(from, to))
  const first = firstWays(inward, outward, root)
  const into = countBy(outward, ({ to }) => to)
  const single = outward.filter((way) => first.has(way) || ((into.get(way.to) ?? 0) < crowd && !isError(way)))
  const outOf = countBy(single, ({ from }) => from)
  const arrows = single.filter((way) => first.has(way) || (outOf.get(way.from) ?? 0) < choice)
  const within = countBy(inward, ({ from }) => from)
  const anywhere = inward.filter(({ from }) => (within.get(from) ?? 0) < choice)
  const drawn = new Set([...arrows, ...anywhere].flatMap((way) => way.transitions))
  const rows = new Map<string, ChartTransition[]>()
  for (const transition of transitions) {
    if (drawn.has(transition)) continue
    const there = rows.get(transition.source)
    if (there === undefined) rows.set(transition.source, [transition])
    else there.push(transition)
  }
  return { arrows, anywhere, rows }
}
