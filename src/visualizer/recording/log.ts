import type { ChartEntry, Entry } from './entry.ts'
import { advance, type ActorMoment, type Moment } from './moment.ts'

const mostEntries = 50_000
const mostCharacters = 32_000_000
/** Moments that are kept lie this many entries apart. */
const stride = 1_000

/** About how much an entry takes, without writing it out. */
const sizeOf = (value: unknown): number => {
  if (typeof value === 'string') return value.length + 2
  if (typeof value !== 'object' || value === null) return 4
  let size = 2
  for (const [key, inner] of Object.entries(value)) size += key.length + 3 + sizeOf(inner)
  return size
}

/**
 * What has happened, in order. Bounded: the oldest entries go, and `dropped` counts
 * them. What they came to is kept, so that every moment since can be told.
 */
export class Log {
  readonly #bound: { readonly entries: number; readonly characters: number }
  #entries: Entry[] = []
  #sizes: number[] = []
  #characters = 0
  /** Entries of the array that have been dropped and not yet cut off. */
  #head = 0
  #dropped = 0
  #base = new Map<string, ActorMoment>()
  readonly #now = new Map<string, ActorMoment>()
  readonly #charts = new Map<string, ChartEntry>()
  #kept = new Map<number, Moment>()

  constructor({ entries = mostEntries, characters = mostCharacters } = {}) {
    this.#bound = { entries, characters }
  }

  /** Entries that are not there any more. */
  get dropped(): number {
    return this.#dropped
  }

  /** Number of entries that are there. */
  get length(): number {
    return this.#entries.length - this.#head
  }

  /** How it is after the last entry. */
  get now(): Moment {
    return this.#now
  }

  /** How it was before the oldest entry that is there. */
  get base(): Moment {
    return this.#base
  }

  /** Those of every actor so far, the dropped ones' too. */
  get charts(): ReadonlyMap<string, ChartEntry> {
    return this.#charts
  }

  /** The entry at a place; 0 is the oldest that is there. */
  at(place: number): Entry | undefined {
    return place < 0 ? undefined : this.#entries[this.#head + place]
  }

  /** From a place on. */
  since(place: number): readonly Entry[] {
    return this.#entries.slice(this.#head + Math.max(0, place))
  }

  /** The place of the first entry whose number is not below `n`. */
  placeOf(n: number): number {
    let [low, high] = [0, this.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.at(middle)?.n ?? 0) < n) low = middle + 1
      else high = middle
    }
    return low
  }

  /** The place of the first entry that came after a time. */
  placeAfter(time: number): number {
    let [low, high] = [0, this.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.at(middle)?.at ?? 0) <= time) low = middle + 1
      else high = middle
    }
    return low
  }

  add(entry: Entry): void {
    if (entry.kind === 'chart') this.#charts.set(entry.chart, entry)
    const size = sizeOf(entry)
    this.#entries.push(entry)
    this.#sizes.push(size)
    this.#characters += size
    advance(this.#now, entry)
    while (this.length > this.#bound.entries || (this.#characters > this.#bound.characters && this.length > 1)) {
      this.#drop()
    }
  }

  /** How it was after the entry at a place; -1 is before the oldest. */
  momentAt(place: number): Moment {
    if (place >= this.length - 1) return this.#now
    const number = this.#dropped + place + 1
    const mark = number - (number % stride)
    const from = this.#kept.get(mark)
    const moment = new Map(from ?? this.#base)
    const first = from === undefined ? 0 : mark - this.#dropped
    for (let next = Math.max(0, first); next <= place; next++) {
      if ((this.#dropped + next) % stride === 0 && !this.#kept.has(this.#dropped + next)) {
        this.#kept.set(this.#dropped + next, new Map(moment))
      }
      const entry = this.at(next)
      if (entry !== undefined) advance(moment, entry)
    }
    return moment
  }

  #drop(): void {
    const entry = this.#entries[this.#head]
    if (entry === undefined) return
    advance(this.#base, entry)
    // Who is over is remembered for as long as the log tells of her.
    if (entry.kind === 'snapshot' && entry.status !== 'active') {
      this.#base.delete(entry.actor)
      if (this.#now.get(entry.actor)?.status !== 'active') this.#now.delete(entry.actor)
    }
    this.#characters -= this.#sizes[this.#head] ?? 0
    this.#kept.delete(this.#dropped)
    this.#dropped++
    this.#head++
    if (this.#head < 4_096) return
    this.#entries = this.#entries.slice(this.#head)
    this.#sizes = this.#sizes.slice(this.#head)
    this.#head = 0
  }
}
