import type { Arrow, Box, Label, Layout, Line, Mark, Point } from '../layout/layout.ts'
import { chartStyle } from './style.ts'

/** `auto` follows the reader's preference. */
export type Theme = 'auto' | 'light' | 'dark'

export interface DrawingOptions {
  readonly theme?: Theme
  /** What no test came to: paths of states, ids of transitions. Dotted, in red. */
  readonly uncovered?: { readonly states: ReadonlySet<string>; readonly transitions: ReadonlySet<string> }
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** XML has no place for most control characters, escaped or not. */
const escaped = (text: string): string =>
  text
    .replace(
      /[\0-\b\v\f\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '\ufffd',
    )
    .replace(/[&<>"]/g, (character) => escapes[character] ?? '')

const element = (name: string, attributes: Readonly<Record<string, string | number>>, ...inner: string[]): string => {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
  const content = inner.join('')
  return content === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${content}</${name}>`
}

/** What a state's inside looks like; what lies on it looks the same. */
const surfaceOf = ({ kind, depth }: Pick<Box, 'kind' | 'depth'>): string => {
  if (kind !== 'compound' && kind !== 'parallel') return 'leaf'
  return depth % 2 === 0 ? 'floor' : 'raised'
}

const radius = 7

/** A line with its corners rounded, ending where the head begins. */
const lineOf = (points: readonly Point[]): string => {
  const [start, ...rest] = points
  if (start === undefined) return ''
  return rest.reduce((path, corner, index) => {
    const before = points[index] ?? corner
    const after = rest[index + 1]
    if (after === undefined) return `${path}L${corner.x} ${corner.y}`
    const near = (other: Point): string => {
      const length = Math.hypot(other.x - corner.x, other.y - corner.y)
      const part = length === 0 ? 0 : Math.min(radius, length / 2) / length
      const at = (from: number, to: number): number => Math.round((from + (to - from) * part) * 10) / 10
      return `${at(corner.x, other.x)} ${at(corner.y, other.y)}`
    }
    return `${path}L${near(before)}Q${corner.x} ${corner.y} ${near(after)}`
  }, `M${start.x} ${start.y}`)
}

const headOf = (points: readonly Point[]): string => {
  const tip = points.at(-1)
  const before = points.at(-2)
  if (tip === undefined || before === undefined) return ''
  const x = Math.sign(tip.x - before.x)
  const y = Math.sign(tip.y - before.y)
  return `M${tip.x} ${tip.y}l${-7 * x - 4 * y} ${-7 * y - 4 * x}h${8 * y}v${8 * x}z`
}

/**
 * A chart as an SVG that stands alone, as text: it holds its style, follows the
 * reader's preference of light or dark unless told which, and loads nothing.
 *
 * A state bears its path as `data-state`; arrows, lines of labels and rows bear
 * the ids of their transitions as `data-transition`, apart by spaces. Whoever
 * shows the SVG live toggles the classes `is-active`, `is-taken`, `is-enabled`
 * and `is-uncovered` on these.
 */
export const svgOf = (layout: Layout, { theme = 'auto', uncovered }: DrawingOptions = {}): string => {
  const classes = (names: string, transitions: readonly string[]): string =>
    transitions.length > 0 && transitions.every((id) => uncovered?.transitions.has(id))
      ? `${names} is-uncovered`.trim()
      : names

  const about = (names: string, transitions: readonly string[]): Readonly<Record<string, string>> => {
    const written = classes(names, transitions)
    return {
      ...(written === '' ? {} : { class: written }),
      ...(transitions.length === 0 ? {} : { 'data-transition': transitions.join(' ') }),
    }
  }

  const text = ({ y, spans, transitions }: Line): string =>
    element(
      'text',
      { y, ...about('', transitions) },
      ...spans.map(({ x, role, text: words }) => element('tspan', { x, class: role }, escaped(words))),
    )

  const box = (state: Box): string => {
    const { path, kind, isRegion, x, y, width, height, lines } = state
    const body = `body ${surfaceOf(state)}`
    const round = kind === 'history' ? width / 2 : 8
    const rule = y + 28
    const names = [kind, ...(isRegion ? ['region'] : []), ...(uncovered?.states.has(path) ? ['is-uncovered'] : [])]
    return element(
      'g',
      { class: names.join(' '), 'data-state': path },
      element('rect', { class: body, x, y, width, height, rx: round }),
      kind === 'final' ? element('rect', { x: x + 3, y: y + 3, width: width - 6, height: height - 6, rx: 5.5 }) : '',
      lines.length > 1 ? element('path', { class: 'rule', d: `M${x} ${rule}h${width}` }) : '',
      ...lines.map(text),
    )
  }

  const arrow = ({ points, transitions }: Arrow): string =>
    element(
      'g',
      about('arrow', transitions),
      element('path', { class: 'line', d: lineOf(points) }),
      element('path', { class: 'head', d: headOf(points) }),
    )

  const holders = new Map(layout.boxes.map((state) => [state.path, state]))

  const label = ({ x, y, width, height, holder, lines }: Label): string => {
    const state = holders.get(holder)
    const surface = state === undefined ? 'floor' : surfaceOf(state)
    return element('rect', { class: `cover ${surface}`, x, y, width, height }) + lines.map(text).join('')
  }

  const mark = ({ kind, x, y }: Mark): string =>
    element('circle', { class: kind, cx: x, cy: y, r: kind === 'initial' ? 5 : 3.5 })

  const { width, height, machine } = layout
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'chart',
      ...(theme === 'auto' ? {} : { 'data-theme': theme }),
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'img',
    },
    element('title', {}, escaped(machine)),
    element(
      'style',
      {},
      chartStyle.replace(/[&<>]/g, (character) => escapes[character] ?? ''),
    ),
    ...layout.boxes.map(box),
    ...layout.arrows.map(arrow),
    ...layout.arrows.flatMap(({ label: written }) => (written === undefined ? [] : [label(written)])),
    ...layout.marks.map(mark),
  )
}
