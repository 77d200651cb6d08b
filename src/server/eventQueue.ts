import type { WireEvent } from './wireEvent.ts'

/** How long an event may wait for others: not at all, or as long as the client said. */
export type Priority = 'high' | 'medium' | 'low'

export interface Sender {
  readonly rel: string
  readonly href: string
}

export interface Entry {
  /** A block of a sender that goes out as it is; otherwise an event with its sender. */
  readonly content: { readonly block: unknown } | { readonly sender: Sender; readonly event: WireEvent }
  readonly priority: Priority
  readonly queuedAt: number
  /** Runs when the event has gone out in an answer. */
  readonly released?: () => void
}

export interface EventQueue {
  readonly add: (entry: Entry) => void
  /** Nobody was there to take what was added: from now on it merges with what comes. */
  readonly settle: () => void
  readonly remove: (entry: Entry) => void
  /** Everything, in order; the queue is empty then. */
  readonly take: () => readonly Entry[]
  readonly entries: () => readonly Entry[]
}

const targetOf = ({ content }: Entry): string | undefined =>
  'event' in content ? `${content.event.link.href} ${content.event.in?.href ?? ''}` : undefined

const isOfMessage = ({ content }: Entry): boolean => 'event' in content && content.event.link.rel === 'message'

const withType = (entry: Entry, type: WireEvent['type']): Entry =>
  'event' in entry.content
    ? { ...entry, content: { ...entry.content, event: { ...entry.content.event, type } } }
    : entry

const typeOf = ({ content }: Entry): string => ('event' in content ? content.event.type : '')

const isMembership = ({ content }: Entry): boolean => 'event' in content && content.event.in !== undefined

/** What two events about one target become: one event in place of the later, none, or both stay. */
const merged = (earlier: Entry, later: Entry): readonly Entry[] | undefined => {
  const change = `${typeOf(earlier)} ${typeOf(later)}`
  switch (change) {
    case 'updated updated':
    case 'updated completed':
    case 'started completed':
      return [later]
    case 'started updated':
      return [withType(later, 'started')]
    case 'added deleted':
      return isMembership(later) ? [] : undefined
    default:
      return undefined
  }
}

/**
 * Events that wait for a P-GET. Those that have waited are merged to the last
 * state of their target, in place of the later event. A message is never
 * overtaken: what was said of a conversation before it stays before it.
 */
export const createEventQueue = (): EventQueue => {
  let waiting = new Set<Entry>()
  let fresh: Entry[] = []
  let latest = new Map<string, Entry>()

  const settleOne = (entry: Entry) => {
    const target = targetOf(entry)
    const earlier = target === undefined ? undefined : latest.get(target)
    const outcome = earlier === undefined ? undefined : merged(earlier, entry)
    if (earlier !== undefined && outcome !== undefined) waiting.delete(earlier)
    if (target !== undefined) latest.delete(target)
    for (const remaining of outcome ?? [entry]) {
      waiting.add(remaining)
      if (isOfMessage(remaining)) latest.clear()
      if (target !== undefined) latest.set(target, remaining)
    }
  }

  return {
    add: (entry) => void fresh.push(entry),
    settle: () => {
      for (const entry of fresh) settleOne(entry)
      fresh = []
    },
    remove: (entry) => {
      waiting.delete(entry)
      fresh = fresh.filter((other) => other !== entry)
      const target = targetOf(entry)
      if (target !== undefined && latest.get(target) === entry) latest.delete(target)
    },
    take: () => {
      const all = [...waiting, ...fresh]
      waiting = new Set()
      fresh = []
      latest = new Map()
      return all
    },
    entries: () => [...waiting, ...fresh],
  }
}

/** Entries as sender blocks in time order; neighbours of one sender share a block. */
export const toBlocks = (entries: readonly Entry[]): readonly unknown[] => {
  const blocks: unknown[] = []
  let last: { readonly sender: Sender; readonly events: WireEvent[] } | undefined
  for (const { content } of entries) {
    if ('block' in content) {
      blocks.push(content.block)
      last = undefined
    } else if (last?.sender.href === content.sender.href) {
      last.events.push(content.event)
    } else {
      const events = [content.event]
      blocks.push({ ...content.sender, events })
      last = { sender: content.sender, events }
    }
  }
  return blocks
}
