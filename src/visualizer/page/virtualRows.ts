import { attribute, make } from './make.ts'

interface Rows<T> {
  /** `listbox`, or `tree`. */
  readonly role: 'listbox' | 'tree'
  readonly label: string
  /** Pixels, the same for all. */
  readonly height: number
  readonly row: (item: T, element: HTMLElement) => void
  readonly pick: (item: T) => void
  readonly isPicked: (item: T) => boolean
}

/** A list of which only the rows in sight exist. */
export interface VirtualRows<T> {
  readonly element: HTMLElement
  readonly show: (items: readonly T[]) => void
  readonly reveal: (at: number) => void
}

/** Rows by the hundred thousand: one focus, moved by keys, and as many elements as are in sight. */
export const virtualRows = <T>({ role, label, height, row, pick, isPicked }: Rows<T>): VirtualRows<T> => {
  const name = label.toLowerCase()
  const space = make('div', { class: 'space', role: 'presentation' })
  const element = make('div', { class: 'rows', role, 'aria-label': label, tabindex: 0 }, space)
  const pool: HTMLElement[] = []
  let items: readonly T[] = []
  let at = -1

  const draw = (): void => {
    // Read before anything is written; never further down than there are rows.
    const seen = element.clientHeight || 400
    const top = Math.max(0, Math.min(element.scrollTop, items.length * height - seen))
    const first = Math.max(0, Math.floor(top / height) - 4)
    const count = Math.min(items.length - first, Math.ceil(seen / height) + 8)
    space.style.height = `${items.length * height}px`
    while (pool.length < count) {
      const made = make('div', { class: 'row', role: role === 'tree' ? 'treeitem' : 'option' })
      made.style.height = `${height}px`
      pool.push(made)
      space.append(made)
    }
    pool.forEach((made, index) => {
      const item = index < count ? items[first + index] : undefined
      made.hidden = item === undefined
      if (item === undefined) return
      made.style.transform = `translateY(${(first + index) * height}px)`
      made.dataset['at'] = `${first + index}`
      attribute(made, 'id', `${name}-${first + index}`)
      attribute(made, 'aria-setsize', items.length)
      attribute(made, 'aria-posinset', first + index + 1)
      attribute(made, 'aria-selected', isPicked(item) ? 'true' : 'false')
      row(item, made)
    })
    const isInSight = at >= first && at < first + count
    attribute(element, 'aria-activedescendant', isInSight ? `${name}-${at}` : undefined)
  }
  const reveal = (index: number): void => {
    at = index
    if (index * height < element.scrollTop) element.scrollTop = index * height
    const bottom = (index + 1) * height - element.clientHeight
    if (bottom > element.scrollTop) element.scrollTop = bottom
    draw()
  }
  const go = (index: number): void => {
    const to = Math.min(Math.max(0, index), items.length - 1)
    const item = items[to]
    if (item === undefined) return
    reveal(to)
    pick(item)
  }

  element.addEventListener('scroll', draw)
  const placeUnder = ({ target }: Event): number => {
    const found = target instanceof Element ? target.closest<HTMLElement>('.row') : null
    return found === null ? -1 : Number(found.dataset['at'])
  }
  // Rows may move on while the button is down: what was pressed is meant.
  let pressed: T | undefined
  element.addEventListener('pointerdown', (event) => (pressed = items[placeUnder(event)]))
  element.addEventListener('click', (event) => {
    const meant = pressed === undefined ? -1 : items.indexOf(pressed)
    pressed = undefined
    const place = meant < 0 ? placeUnder(event) : meant
    if (items[place] !== undefined) go(place)
  })
  element.addEventListener('keydown', (event) => {
    const page = Math.max(1, Math.floor(element.clientHeight / height) - 1)
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: items.length - 1,
    }
    const to = steps[event.key]
    if (to === undefined) return
    event.preventDefault()
    go(to)
  })

  return {
    element,
    show: (shown) => {
      items = shown
      at = items.findIndex(isPicked)
      draw()
    },
    reveal,
  }
}
