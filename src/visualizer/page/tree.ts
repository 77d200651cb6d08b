import type { ActorMoment, Moment } from '../recording/moment.ts'
import { leavesOf } from './history.ts'
import { attribute, make, words } from './make.ts'
import type { Viewing } from './viewing.ts'
import { virtualRows } from './virtualRows.ts'

/** A row of the tree: an actor, or those of one client that are over, folded away. */
type Row =
  | { readonly kind: 'client'; readonly client: string; readonly living: number; readonly finished: number }
  | { readonly kind: 'actor'; readonly actor: ActorMoment; readonly level: number }
  | { readonly kind: 'finished'; readonly client: string; readonly count: number; readonly isOpen: boolean }

/** The rows of a moment, parents before their children. */
export const rowsOf = (moment: Moment, open: ReadonlySet<string>): readonly Row[] => {
  const children = new Map<string | undefined, ActorMoment[]>()
  const finished = new Map<string, ActorMoment[]>()
  const clients = new Map<string, number>()
  for (const actor of moment.values()) {
    if (!clients.has(actor.client)) clients.set(actor.client, 0)
    if (actor.status !== 'active') {
      if (actor.chart === undefined) continue
      const those = finished.get(actor.client)
      if (those === undefined) finished.set(actor.client, [actor])
      else those.push(actor)
      continue
    }
    if (actor.chart !== undefined) clients.set(actor.client, (clients.get(actor.client) ?? 0) + 1)
    const parent = actor.parent !== undefined && moment.has(actor.parent) ? actor.parent : `client ${actor.client}`
    const siblings = children.get(parent)
    if (siblings === undefined) children.set(parent, [actor])
    else siblings.push(actor)
  }
  const below = (parent: string, level: number): readonly Row[] =>
    (children.get(parent) ?? []).flatMap((actor): readonly Row[] => {
      // A root without a chart of its own only holds the others together.
      const isHidden = actor.chart === undefined && level === 2 && children.has(actor.actor)
      const inner = below(actor.actor, isHidden ? level : level + 1)
      return isHidden ? inner : [{ kind: 'actor', actor, level }, ...inner]
    })
  return [...clients].flatMap(([client, living]) => {
    const over = finished.get(client) ?? []
    const isOpen = open.has(client)
    const folded: readonly Row[] = over.length === 0 ? [] : [{ kind: 'finished', client, count: over.length, isOpen }]
    return [
      { kind: 'client', client, living, finished: over.length } as const,
      ...below(`client ${client}`, 2),
      ...folded,
      ...(isOpen ? [...over].reverse().map((actor) => ({ kind: 'actor', actor, level: 3 }) as const) : []),
    ]
  })
}

const stateWords = ({ states, status, chart }: ActorMoment): string => {
  if (chart === undefined) return 'running'
  const leaves = leavesOf(states).filter(Boolean).join(' · ')
  return status === 'active' ? leaves : `${leaves === '' ? '' : `${leaves} · `}${status === 'error' ? 'threw' : status}`
}

/** The actors of all clients, those that are over folded away. */
export const createTree = (viewing: Viewing): HTMLElement => {
  const open = new Set<string>()
  const rows = virtualRows<Row>({
    role: 'tree',
    label: 'Actors',
    height: 38,
    isPicked: (row) => row.kind === 'actor' && row.actor.actor === viewing.actor?.actor,
    pick: (row) => {
      if (row.kind === 'actor') viewing.choose(row.actor.actor)
    },
    row: (row, element) => {
      const [name, state] = element.children
      const [label, below] =
        row.kind === 'client'
          ? [row.client, `${row.living} living${row.finished > 0 ? `, ${row.finished} finished` : ''}`]
          : row.kind === 'finished'
            ? [`${row.isOpen ? '▾' : '▸'} finished`, `${row.count}`]
            : [row.actor.label, stateWords(row.actor)]
      if (name === undefined || state === undefined) {
        element.replaceChildren(make('span', { class: 'name' }, label), make('span', { class: 'state' }, below))
      } else {
        words(name, label)
        words(state, below)
      }
      const level = row.kind === 'client' ? 1 : row.kind === 'finished' ? 2 : row.level
      attribute(element, 'aria-level', level)
      attribute(element, 'aria-expanded', row.kind === 'finished' ? String(row.isOpen) : undefined)
      attribute(element, 'data-kind', row.kind)
      attribute(element, 'data-status', row.kind === 'actor' ? row.actor.status : undefined)
      attribute(element, 'title', row.kind === 'actor' ? `${label}: ${below}` : undefined)
      element.style.paddingInlineStart = `${level * 12}px`
    },
  })
  let chosen: string | undefined
  const show = (): void => {
    const all = rowsOf(viewing.moment, open)
    rows.show(all)
    const { actor } = viewing
    if (actor?.actor === chosen) return
    chosen = actor?.actor
    const place = all.findIndex((row) => row.kind === 'actor' && row.actor === actor)
    if (place >= 0) rows.reveal(place)
  }
  const fold = (at: number): void => {
    const row = rowsOf(viewing.moment, open)[at]
    if (row?.kind !== 'finished') return
    if (!open.delete(row.client)) open.add(row.client)
    show()
  }
  rows.element.addEventListener('click', ({ target }) => {
    const found = target instanceof Element ? target.closest<HTMLElement>('.row') : null
    if (found?.dataset['kind'] === 'finished') fold(Number(found.dataset['at']))
  })
  rows.element.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return
    event.preventDefault()
    const focused = rows.element.getAttribute('aria-activedescendant')?.split('-').at(-1)
    if (focused !== undefined) fold(Number(focused))
  })
  viewing.show(show, 100)
  return make('nav', { class: 'tree', 'aria-label': 'Actors' }, rows.element)
}
