import type { Chart, ChartState } from '../chart.ts'
import { attribute, make } from './make.ts'

const kindWords: Readonly<Record<ChartState['kind'], string>> = {
  atomic: '',
  compound: '',
  parallel: 'parallel',
  final: 'final',
  history: 'history',
}

const waysOf = ({ transitions }: Chart, path: string): readonly HTMLLIElement[] =>
  transitions
    .filter(({ source }) => source === path)
    .map(({ id, label, guard, targets }) =>
      make(
        'li',
        { 'data-transition': id },
        `${label}${guard === undefined ? '' : ` [${guard}]`}${targets.length === 0 ? '' : ` → ${targets.map((target) => target || 'root').join(', ')}`}`,
      ),
    )

const stateItem = (chart: Chart, state: ChartState): HTMLLIElement => {
  const kind = kindWords[state.kind]
  const ways = waysOf(chart, state.path)
  return make(
    'li',
    { 'data-state': state.path },
    make('span', { class: 'name' }, state.name),
    kind === '' ? undefined : make('span', { class: 'kind' }, ` ${kind}`),
    make('span', { class: 'mark' }),
    ways.length === 0 ? undefined : make('ul', { class: 'ways', 'aria-label': `Ways out of ${state.name}` }, ...ways),
    state.states.length === 0
      ? undefined
      : make(
          'ul',
          { 'aria-label': `States of ${state.name}` },
          ...state.states.map((inner) => stateItem(chart, inner)),
        ),
  )
}

/** A chart in words, for narrow screens and for those who listen. */
export const createOutline = (chart: Chart): HTMLElement =>
  make('ul', { class: 'outline', 'aria-label': `States of ${chart.id}` }, stateItem(chart, chart.root))

/** Says which states are active, and which ways were taken last. */
export const lightOutline = (outline: HTMLElement, states: ReadonlySet<string>, taken: ReadonlySet<string>): void => {
  for (const item of outline.querySelectorAll<HTMLElement>('[data-state]')) {
    const isActive = states.has(item.dataset['state'] ?? '')
    item.classList.toggle('is-active', isActive)
    attribute(item, 'aria-current', isActive ? 'true' : undefined)
    const mark = item.querySelector(':scope > .mark')
    if (mark !== null && (mark.textContent === '') === isActive) mark.textContent = isActive ? ' active' : ''
  }
  for (const item of outline.querySelectorAll<HTMLElement>('[data-transition]')) {
    item.classList.toggle('is-taken', taken.has(item.dataset['transition'] ?? ''))
  }
}
