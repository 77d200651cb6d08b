import type { ChartEntry } from '../recording/entry.ts'
import type { Drawing } from '../recording/drawing.ts'
import { enabledIn } from './enabled.ts'
import { attribute, button, make, words } from './make.ts'
import { createOutline, lightOutline } from './outline.ts'
import { panZoom, type PanZoom } from './panZoom.ts'
import { knownLayout } from './knownLayouts.ts'
import type { Source } from './source.ts'
import { pictureIn } from './picture.ts'
import type { Viewing } from './viewing.ts'

/** What is shown of one chart. */
interface Shown {
  readonly entry: ChartEntry | undefined
  readonly drawing: Drawing | undefined
  readonly svg: SVGSVGElement | undefined
  readonly outline: HTMLElement | undefined
  readonly pan: PanZoom | undefined
}

export interface ChartView {
  readonly element: HTMLElement
  /** The drawing of the chosen actor's chart. */
  readonly drawing: () => Drawing | undefined
  readonly fit: () => void
  readonly zoom: (factor: number) => void
  readonly zoomToActive: () => void
}

/** Below this a picture of the whole cannot be read. */
const small = 0.6

const idsOf = (element: Element): readonly string[] => element.getAttribute('data-transition')?.split(' ') ?? []

/** The chart of the chosen actor: as a picture and in words. `pressed` hears of an event whose label was pressed. */
export const createChartView = (viewing: Viewing, source: Source, pressed: (type: string) => void): ChartView => {
  const withLayout = (drawing: Drawing): Drawing => ({
    ...drawing,
    layout: drawing.layout ?? knownLayout(drawing.chart, source.knownLayouts),
  })
  const stage = make('div', {
    class: 'stage',
    tabindex: 0,
    role: 'group',
    'aria-label': 'Picture or outline of the chart',
  })
  const title = make('h2', { class: 'title' })
  const none = make('p', { class: 'none' })
  let shown: Shown | undefined
  let form: 'picture' | 'outline' = 'picture'

  /** What the picture keeps in sight: all, the active states, or what the user has moved it to. */
  let sight: 'whole' | 'active' | 'free' = 'whole'
  let lit = ''

  const take = (entry: ChartEntry | undefined): Shown => {
    const drawing = entry && withLayout(entry.drawing)
    if (entry !== undefined && drawing?.layout === undefined && drawing?.refused === undefined) {
      source.layOut(entry.chart)
    }
    const svg = drawing?.layout === undefined ? undefined : pictureIn(drawing.layout)
    const outline = drawing === undefined ? undefined : createOutline(drawing.chart)
    return { entry, drawing, svg, outline, pan: svg && panZoom(svg, () => (sight = 'free')) }
  }
  const zoomToActive = (): void => {
    sight = 'active'
    if (shown?.svg === undefined) return
    const active = [...shown.svg.querySelectorAll<SVGGElement>('[data-state].is-active')]
    const innermost = active.filter((one) => {
      const path = one.getAttribute('data-state') ?? ''
      return !active.some(
        (other) => other !== one && (path === '' || other.getAttribute('data-state')?.startsWith(`${path}.`)),
      )
    })
    shown.pan?.zoomTo(innermost.flatMap((one) => [...one.querySelectorAll<SVGGraphicsElement>(':scope > rect')]))
  }
  const fit = (): void => {
    sight = 'whole'
    shown?.pan?.fit()
  }
  const zoom = (factor: number): void => {
    sight = 'free'
    shown?.pan?.zoom(factor)
  }
  const forms = button('Outline', () => {
    form = form === 'picture' ? 'outline' : 'picture'
    stage.dataset['form'] = form
    attribute(forms, 'aria-pressed', form === 'outline' ? 'true' : 'false')
  })
  attribute(forms, 'aria-pressed', 'false')
  stage.dataset['form'] = form
  const tools = make(
    'div',
    { class: 'tools', role: 'toolbar', 'aria-label': 'Chart' },
    button('−', () => zoom(1 / 1.4), { 'aria-label': 'Zoom out' }),
    button('+', () => zoom(1.4), { 'aria-label': 'Zoom in' }),
    button('Fit', fit, { title: '0' }),
    button('Active', zoomToActive, { title: 'Zoom to the active states (a)' }),
    forms,
  )

  stage.addEventListener('click', ({ target }) => {
    const label = target instanceof Element ? target.closest('.is-enabled') : null
    const [id] = label === null ? [] : idsOf(label)
    const type = shown?.drawing?.chart.transitions.find((transition) => transition.id === id)?.event
    if (type !== undefined && type !== '') pressed(type)
  })

  const light = (): void => {
    const { actor } = viewing
    if (shown === undefined || actor === undefined) return
    const states = new Set(actor.status === 'active' || actor.states.length > 0 ? actor.states : [])
    const taken = new Set(actor.taken)
    const mayTake =
      shown.drawing === undefined || actor.status !== 'active'
        ? new Set<string>()
        : new Set(enabledIn(shown.drawing.chart, actor.states).flatMap(({ transitions }) => transitions))
    if (shown.outline !== undefined) lightOutline(shown.outline, states, taken)
    for (const element of shown.svg?.querySelectorAll('[data-state]') ?? []) {
      element.classList.toggle('is-active', states.has(element.getAttribute('data-state') ?? ''))
    }
    for (const element of shown.svg?.querySelectorAll('[data-transition]') ?? []) {
      const ids = idsOf(element)
      element.classList.toggle(
        'is-taken',
        ids.some((id) => taken.has(id)),
      )
      element.classList.toggle(
        'is-enabled',
        ids.some((id) => mayTake.has(id)),
      )
    }
    const leaves = actor.states.filter(
      (state) => !actor.states.some((other) => other !== state && (state === '' || other.startsWith(`${state}.`))),
    )
    attribute(
      shown.svg ?? stage,
      'aria-label',
      `${actor.label} is in ${leaves.filter(Boolean).join(' and ') || 'no state'}`,
    )
  }

  viewing.show(() => {
    const { actor, chart: entry } = viewing
    words(title, actor === undefined ? '' : `${actor.client} / ${actor.label}`)
    const isNew = shown === undefined || entry !== shown.entry
    if (shown === undefined || isNew) {
      shown = take(entry)
      stage.replaceChildren(...[shown.svg, shown.outline].filter((part) => part !== undefined))
    }
    attribute(stage, 'data-has', shown.svg === undefined ? 'outline' : 'picture')
    const refused = shown.drawing?.layout === undefined ? shown.drawing?.refused : undefined
    none.hidden = shown.outline !== undefined && refused === undefined
    words(
      none,
      refused !== undefined
        ? refused
        : actor === undefined
          ? 'Nobody is there yet.'
          : actor.chart === undefined
            ? 'This actor runs no chart.'
            : 'The chart of this actor is not known.',
    )
    light()
    const now = `${actor?.actor ?? ''} ${actor?.states.join() ?? ''}`
    if (isNew) sight = (shown.pan?.scaleOfWhole() ?? 1) < small ? 'active' : 'whole'
    if (sight === 'active' && (isNew || now !== lit)) zoomToActive()
    lit = now
  })

  return {
    element: make(
      'section',
      { class: 'chart-view', 'aria-label': 'Chart' },
      make('div', { class: 'bar' }, title, tools),
      none,
      stage,
    ),
    drawing: () => shown?.drawing,
    fit,
    zoom,
    zoomToActive,
  }
}
