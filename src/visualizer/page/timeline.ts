import type { Lane, Mark, Stretch } from './history.ts'
import { attribute, button, make, words } from './make.ts'
import type { Viewing } from './viewing.ts'

const laneHeight = 26
const margin = 130
const mostDrawn = 300
const namespace = 'http://www.w3.org/2000/svg'

/** What of a list of things in order of time lies between two times, the last one before included. */
export const within = <T extends { readonly at: number }>(
  all: readonly T[],
  from: number,
  to: number,
): readonly T[] => {
  let [low, high] = [0, all.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((all[middle]?.at ?? 0) <= from) low = middle + 1
    else high = middle
  }
  const first = Math.max(0, low - 1)
  let last = first
  while (last < all.length && (all[last]?.at ?? 0) <= to) last++
  return all.slice(first, last)
}

/** Those that would lie on one another are one: the last of them. */
const apart = <T extends { readonly at: number }>(all: readonly T[], from: number, to: number): readonly T[] => {
  const placeOf = ({ at }: T): number => Math.floor(((at - from) / (to - from)) * mostDrawn)
  return all.filter((one, at) => {
    const next = all[at + 1]
    return one.at >= from && (next === undefined || placeOf(next) > placeOf(one))
  })
}

/** A hue for a name, always the same. */
const hueOf = (name: string): number => {
  let hash = 7
  for (const character of name) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 360
  return hash
}

/**
 * The lanes to show: those of the server and the streams, and of actors that had a life in the time shown;
 * by client, those of `chosen` first.
 */
export const lanesBetween = (
  lanes: Iterable<Lane>,
  from: number,
  to: number,
  chosen: string | undefined,
): readonly Lane[] => {
  const order: Readonly<Record<Lane['kind'], number>> = { server: 0, actor: 1, stream: 2 }
  const clients = new Map<string | undefined, number>([[chosen, 0]])
  const placeOf = ({ client }: Lane): number => {
    if (!clients.has(client)) clients.set(client, clients.size)
    return clients.get(client) ?? 0
  }
  return [...lanes]
    .filter(({ kind, stretches }) => {
      const [first, last] = [stretches[0], stretches.at(-1)]
      if (kind !== 'actor' || first === undefined || last === undefined) return kind !== 'actor'
      return first.at <= to && !(last.isOver && last.at < from)
    })
    .map((lane) => ({ lane, place: placeOf(lane) }))
    .sort((one, other) => one.place - other.place || order[one.lane.kind] - order[other.lane.kind])
    .map(({ lane }) => lane)
}

/** What of the lanes is in sight: a span of time, some rows, pixels. */
interface Sight {
  readonly from: number
  readonly to: number
  readonly first: number
  readonly count: number
  readonly width: number
}

/** One timeline: bars for the states of actors, arrows from the server, marbles for streams. */
export const createTimeline = (viewing: Viewing): HTMLElement => {
  const lanes = make('div', { class: 'lanes' })
  const arrows = document.createElementNS(namespace, 'svg')
  const line = document.createElementNS(namespace, 'path')
  const cursor = make('div', { class: 'cursor' })
  const space = make('div', { class: 'space' }, lanes, cursor)
  const scroll = make(
    'div',
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Lanes of the timeline' },
    space,
  )
  const span = make('span', { class: 'span' })
  arrows.classList.add('arrows')
  arrows.setAttribute('aria-hidden', 'true')
  arrows.append(line)
  space.append(arrows)
  /** Milliseconds in sight, if there are so many. */
  let length = 60_000

  const bounds = (): readonly [number, number] => {
    const { log, time, history } = viewing
    const first = log.at(0)?.at ?? 0
    const last = Math.max(first + 1_000, history.last)
    // Some room, so that the first and the last can be seen whole.
    const room = Math.min(last - first, length) / 80
    const [start, end] = [first - room, last + room]
    if (length >= end - start) return [start, end]
    const to = viewing.place === 'live' ? end : Math.min(end, Math.max(start + length, time + length / 2))
    return [to - length, to]
  }
  const zoom = (factor: number): void => {
    const [from, to] = bounds()
    length = Math.max(100, (to - from) * factor)
    viewing.refresh()
  }
  const placed = (element: HTMLElement, left: number, width?: number): HTMLElement => {
    element.style.left = `${left}%`
    if (width !== undefined) element.style.width = `${Math.max(0.05, width)}%`
    return element
  }
  const bars = (lane: Lane, from: number, to: number): readonly HTMLElement[] => {
    const percent = (time: number): number => (Math.max(0, Math.min(time, to) - from) / (to - from)) * 100
    const stretches: readonly Stretch[] = within(lane.stretches, from, to).slice(-mostDrawn)
    return stretches.flatMap((stretch, at) => {
      if (stretch.isOver) return []
      const end = stretches[at + 1]?.at ?? to
      if (end < from) return []
      const bar = make('span', { class: 'stretch', title: stretch.name }, stretch.name)
      bar.style.setProperty('--hue', `${hueOf(stretch.name)}`)
      return [placed(bar, percent(stretch.at), percent(end) - percent(stretch.at))]
    })
  }
  const dots = (lane: Lane, from: number, to: number): readonly HTMLElement[] =>
    apart(within(lane.marks, from, to), from, to)
      .slice(-mostDrawn)
      .map((mark: Mark) => {
        const dot = make(
          'span',
          { class: 'dot', title: mark.label },
          lane.kind === 'stream' ? mark.label.slice(0, 1) : '',
        )
        dot.style.setProperty('--hue', `${hueOf(mark.label)}`)
        return placed(dot, ((mark.at - from) / (to - from)) * 100)
      })
  const drawLanes = (shown: readonly Lane[], { from, to, first, count }: Sight): void => {
    lanes.replaceChildren(
      ...shown.slice(first, first + count).map((lane, at) => {
        const name = make(
          'span',
          { class: 'lane-name', title: `${lane.client} ${lane.label}` },
          lane.kind === 'server' ? `${lane.client} · server` : lane.label,
        )
        const track = make('div', { class: 'track' }, ...bars(lane, from, to), ...dots(lane, from, to))
        const row = make('div', { class: 'lane', 'data-kind': lane.kind, 'data-client': lane.client }, name, track)
        row.style.top = `${(first + at) * laneHeight}px`
        attribute(row, 'data-chosen', viewing.actor?.actor === lane.key)
        return row
      }),
    )
    space.style.height = `${shown.length * laneHeight}px`
  }
  /** All in one path, as far as it is in sight: what was sent in the same place to the same actor, once. */
  const drawArrows = (shown: readonly Lane[], { from, to, first, count, width }: Sight): void => {
    const rows = new Map(shown.map((lane, at) => [lane.key, at]))
    const [top, bottom] = [first * laneHeight, Math.min(shown.length, first + count) * laneHeight]
    const drawn = new Set<string>()
    for (const { at, client, actor, direction } of within(viewing.history.arrows, from, to).slice(-mostDrawn)) {
      const [server, target] = [rows.get(`${client}//server`), rows.get(actor)]
      if (server === undefined || target === undefined || at < from) continue
      const x = Math.round(margin + ((at - from) / (to - from)) * width)
      const [start, end] = [server * laneHeight + laneHeight / 2, target * laneHeight + 5]
      if (end < top || start > bottom) continue
      const [high, low] = [Math.max(0, start - top), Math.min(end, bottom) - top]
      if (direction === 'up') drawn.add(`M${x} ${low}V${high}${start < top ? '' : 'm-3 5l3 -5l3 5'}`)
      else drawn.add(`M${x} ${high}V${low}${end > bottom ? '' : 'm-3 -5l3 5l3 -5'}`)
    }
    arrows.style.top = `${top}px`
    arrows.style.height = `${Math.max(0, bottom - top)}px`
    line.setAttribute('d', [...drawn].join(''))
  }
  const draw = (): void => {
    const [from, to] = bounds()
    // Everything is read before anything is written, or the browser would lay the page out twice.
    const first = Math.max(0, Math.floor(scroll.scrollTop / laneHeight) - 2)
    const count = Math.ceil((scroll.clientHeight || 200) / laneHeight) + 4
    const sight: Sight = { from, to, first, count, width: Math.max(1, scroll.clientWidth - margin) }
    const shown = lanesBetween(viewing.history.lanes.values(), from, to, viewing.actor?.client)
    drawLanes(shown, sight)
    drawArrows(shown, sight)
    const part = Math.min(1, Math.max(0, (viewing.time - from) / (to - from)))
    cursor.style.left = `calc(${margin}px + (100% - ${margin}px) * ${part})`
    words(span, `${((to - from) / 1_000).toFixed(1)} s`)
  }

  scroll.addEventListener('scroll', draw)
  scroll.addEventListener('click', ({ clientX, target }) => {
    const lane = target instanceof Element ? target.closest('.lane') : null
    const box = space.getBoundingClientRect()
    const part = (clientX - box.left - margin) / (box.width - margin)
    if (lane === null || part < 0) return
    const [from, to] = bounds()
    viewing.travelTo(from + part * (to - from))
  })
  viewing.show(draw, 150)
  return make(
    'section',
    { class: 'timeline', 'aria-label': 'Timeline' },
    make(
      'div',
      { class: 'bar' },
      make('h2', {}, 'Timeline'),
      span,
      button('−', () => zoom(2), { 'aria-label': 'Longer time' }),
      button('+', () => zoom(0.5), { 'aria-label': 'Shorter time' }),
    ),
    scroll,
  )
}
