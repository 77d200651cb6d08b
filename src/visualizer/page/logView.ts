import type { Entry } from '../recording/entry.ts'
import { attribute, button, make, words } from './make.ts'
import { sentenceOf } from './sentence.ts'
import type { Viewing } from './viewing.ts'
import { virtualRows } from './virtualRows.ts'

/** The entries that the filter lets through, kept up to date without reading the log anew. */
class Filtered {
  readonly #viewing: Viewing
  #entries: Entry[] = []
  #key: unknown[] = []
  #read = -1

  constructor(viewing: Viewing) {
    this.#viewing = viewing
  }

  entries(): readonly Entry[] {
    const { log, filter, noise, history } = this.#viewing
    const key = [log, filter, noise]
    if (key.some((part, at) => part !== this.#key[at])) {
      this.#key = key
      this.#entries = []
      this.#read = -1
    }
    const sought = filter.toLowerCase()
    for (const entry of log.since(log.placeOf(this.#read + 1))) {
      this.#read = entry.n
      if (noise === 'hidden' && history.isNoise(entry)) continue
      if (sought === '' || this.#tells(entry, sought)) this.#entries.push(entry)
    }
    const first = log.at(0)?.n ?? 0
    const gone = this.#entries.findIndex(({ n }) => n >= first)
    if (gone > 0) this.#entries.splice(0, gone)
    return this.#entries
  }

  #tells(entry: Entry, sought: string): boolean {
    const { who, what } = sentenceOf(entry, this.#viewing.log.now)
    return `${who} ${what} ${JSON.stringify(entry)}`.toLowerCase().includes(sought)
  }
}

/** What one finds in the log, and how one steps through it. */
export interface LogView {
  readonly element: HTMLElement
  readonly find: () => void
  /** Travels to the row before or after the one that is looked at. */
  readonly step: (by: -1 | 1) => void
}

const pretty = (value: unknown): string => {
  if (typeof value !== 'string') return JSON.stringify(value, null, 1)
  try {
    return JSON.stringify(JSON.parse(value), null, 1)
  } catch {
    return value
  }
}

/** What is behind an entry, without what its row says. A body is JSON in a string: shown as what it says. */
const unfolded = (entry: Entry): string => {
  switch (entry.kind) {
    case 'event':
      return pretty({ type: entry.type, ...Object(entry.event) })
    case 'snapshot': {
      const { type: by, status, states, taken, actions, context, output } = entry
      return pretty({ by, status, states: states.filter(Boolean), taken, actions, context, output })
    }
    case 'stream':
      return pretty(entry.value)
    case 'traffic': {
      const { detail, operation, url } = entry
      const members = { operation, url, ...Object(detail) } as Readonly<Record<string, unknown>>
      const { body, ...others } = members
      return body === undefined ? pretty(others) : `${pretty(others)}\n${pretty(body)}`
    }
    default:
      return pretty(entry)
  }
}

const createDetail = (viewing: Viewing): HTMLElement => {
  const title = make('h2', {})
  const about = make('p', { class: 'who' })
  const own = make('pre', { tabindex: 0, 'aria-label': 'Entry' })
  const causeTitle = make('h3', {}, 'What brought it, on the wire')
  const cause = make('pre', { tabindex: 0, 'aria-label': 'What brought it' })
  const element = make('section', { class: 'detail', 'aria-label': 'Payload' }, title, about, own, causeTitle, cause)
  let shown: Entry | undefined
  viewing.show(() => {
    const { entry, log } = viewing
    element.hidden = entry === undefined
    if (entry === undefined || entry === shown) return
    shown = entry
    const { who, what } = sentenceOf(entry, log.now)
    words(title, what)
    words(about, `${who}, ${new Date(entry.at).toISOString().slice(11, 23)} UTC`)
    words(own, unfolded(entry))
    const { cause: at } = entry.kind === 'event' ? entry : { cause: undefined }
    const brought = at === undefined ? undefined : log.at(log.placeOf(at))
    const isThere = brought !== undefined && brought.n === at
    causeTitle.hidden = at === undefined
    cause.hidden = at === undefined
    words(cause, isThere ? unfolded(brought) : 'It has been dropped from the log.')
  })
  return element
}

export const createLogView = (viewing: Viewing): LogView => {
  const filtered = new Filtered(viewing)
  const search = make('input', {
    ...{ type: 'search', placeholder: 'Filter events  ( / )', 'aria-label': 'Filter events', spellcheck: 'false' },
  })
  search.addEventListener('input', () => viewing.search(search.value))
  search.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return
    event.stopPropagation()
    if (search.value === '') viewing.goLive()
    search.value = ''
    viewing.search('')
    search.blur()
  })
  const noise = button('Noise', () => viewing.showNoise(viewing.noise === 'hidden' ? 'shown' : 'hidden'), {
    title: 'Show what XState and the runs of requests tell among themselves',
  })
  const count = make('p', { class: 'count', role: 'status' })
  const rows = virtualRows<Entry>({
    role: 'listbox',
    label: 'Events',
    height: 44,
    isPicked: (entry) => viewing.entry === entry,
    pick: (entry) => viewing.open(entry),
    row: (entry, element) => {
      const { who, what } = sentenceOf(entry, viewing.log.now)
      const start = viewing.log.at(0)?.at ?? 0
      const time = ((entry.at - start) / 1_000).toFixed(2)
      const [first, second, third] = element.children
      if (first === undefined || second === undefined || third === undefined) {
        element.replaceChildren(
          make('span', { class: 'time' }, time),
          make('span', { class: 'who' }, who),
          make('span', { class: 'what' }, what),
        )
      } else {
        words(first, time)
        words(second, who)
        words(third, what)
      }
      attribute(element, 'data-kind', entry.kind)
      attribute(element, 'data-later', viewing.place !== 'live' && entry.n > viewing.place.n)
      attribute(element, 'title', `${who}: ${what}`)
    },
  })
  let seen = 0
  let sought = ''
  viewing.show(() => {
    const entries = filtered.entries()
    const { element } = rows
    const isAtEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - 60
    rows.show(entries)
    if (viewing.place === 'live' && isAtEnd && entries.length !== seen) element.scrollTop = element.scrollHeight
    seen = entries.length
    const { entry, filter } = viewing
    if (filter !== sought && entry !== undefined && entries.includes(entry)) rows.reveal(entries.indexOf(entry))
    sought = filter
    attribute(noise, 'aria-pressed', viewing.noise === 'shown' ? 'true' : 'false')
    const { dropped, log } = viewing
    const lost = dropped > 0 ? `, ${dropped.toLocaleString('en')} older dropped` : ''
    words(count, `${entries.length.toLocaleString('en')} of ${log.length.toLocaleString('en')} entries${lost}`)
  }, 60)
  const step = (by: -1 | 1): void => {
    const entries = filtered.entries()
    const n = viewing.place === 'live' ? Number.MAX_SAFE_INTEGER : viewing.place.n
    const next = by < 0 ? entries.findLastIndex((entry) => entry.n < n) : entries.findIndex((entry) => entry.n > n)
    const entry = entries[next]
    if (entry === undefined) {
      if (by > 0) viewing.goLive()
      return
    }
    viewing.open(entry)
    rows.reveal(next)
  }
  const element = make(
    'section',
    { class: 'log', 'aria-label': 'Event log' },
    make('div', { class: 'bar' }, search, noise),
    count,
    rows.element,
    createDetail(viewing),
  )
  return { element, find: () => search.focus(), step }
}
