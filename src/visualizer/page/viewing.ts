import type { ChartEntry, Entry } from '../recording/entry.ts'
import { Log } from '../recording/log.ts'
import type { ActorMoment, Moment } from '../recording/moment.ts'
import type { Header } from '../recording/recording.ts'
import { History } from './history.ts'
import type { Audience, Standing } from './source.ts'

/** Where the user looks: at the present, or at the time right after one entry. */
export type Place = 'live' | { readonly n: number }

/** What a link tells. */
export interface Link {
  readonly actor?: string
  readonly n?: number
}

interface Showing {
  readonly show: () => void
  /** Milliseconds that lie between two times at least, while the present is looked at. */
  readonly pace: number
  at: number
  isDue: boolean
}

/** What the user looks at, and how. Whoever shows some of it is told once a frame that it changed. */
export class Viewing implements Audience {
  #log = new Log()
  #history = new History()
  #header: Header | undefined
  #standing: Standing = { state: 'connecting', words: 'connecting' }
  #warnings: readonly string[] = []
  #place: Place = 'live'
  #actor: string | undefined
  #entry: number | undefined
  #filter = ''
  #noise: 'hidden' | 'shown' = 'hidden'
  #wanted: Link = {}
  #frame: number | undefined
  #moment: { readonly n: number; readonly moment: Moment } | undefined
  readonly #shown: Showing[] = []

  get log(): Log {
    return this.#log
  }
  get history(): History {
    return this.#history
  }
  get id(): string {
    return this.#header?.id ?? ''
  }
  /** Entries that are not there any more, here or where they came from. */
  get dropped(): number {
    // Entries are counted from 0; who is announced at the beginning counts as none.
    return Math.max(this.#header?.dropped ?? 0, this.#log.at(0)?.n ?? 0)
  }
  get current(): Standing {
    return this.#standing
  }
  get warnings(): readonly string[] {
    return this.#warnings
  }
  get place(): Place {
    return this.#place
  }
  get entry(): Entry | undefined {
    if (this.#entry === undefined) return undefined
    const entry = this.#log.at(this.#log.placeOf(this.#entry))
    return entry?.n === this.#entry ? entry : undefined
  }
  get filter(): string {
    return this.#filter
  }
  get noise(): 'hidden' | 'shown' {
    return this.#noise
  }

  /** How it was where the user looks. */
  get moment(): Moment {
    if (this.#place === 'live') return this.#log.now
    const { n } = this.#place
    if (this.#moment?.n !== n) this.#moment = { n, moment: this.#log.momentAt(this.#log.placeOf(n)) }
    return this.#moment.moment
  }

  /** The chart of the chosen actor, with its layout where that is known. */
  get chart(): ChartEntry | undefined {
    const { actor } = this
    return actor?.chart === undefined ? undefined : this.#log.charts.get(actor.chart)
  }

  /** The time that the user looks at, in milliseconds since 1970. */
  get time(): number {
    const last = this.#log.at(this.#log.length - 1)?.at ?? 0
    return this.#place === 'live' ? last : (this.#log.at(this.#log.placeOf(this.#place.n))?.at ?? last)
  }

  /** The actor that the user has chosen, or the first living one that has a chart. */
  get actor(): ActorMoment | undefined {
    const { moment } = this
    const chosen = this.#actor === undefined ? undefined : moment.get(this.#actor)
    if (chosen !== undefined) return chosen
    const charted = [...moment.values()].filter(({ chart }) => chart !== undefined)
    return charted.find(({ status }) => status === 'active') ?? charted[0]
  }

  /**
   * Calls `show` when something changed, and now: once a frame, or where it is dear no more often than
   * every `pace` milliseconds of the present. What the user does is shown at once.
   */
  show(show: () => void, pace = 0): void {
    this.#shown.push({ show, pace, at: -Infinity, isDue: true })
    this.refresh()
  }

  header(header: Header): void {
    this.#header = header
    this.#log = new Log()
    this.#history = new History()
    this.#moment = undefined
    this.#place = 'live'
    this.#entry = undefined
    this.#warnings = []
    this.refresh()
  }

  entries(entries: readonly Entry[]): void {
    for (const entry of entries) {
      this.#log.add(entry)
      this.#history.add(entry, this.#log)
    }
    this.#history.forget(this.#log.at(0)?.n ?? 0)
    this.#follow()
    this.#goOn()
  }

  standing(standing: Standing): void {
    this.#standing = standing
    this.refresh()
  }

  warn(warnings: readonly string[]): void {
    this.#warnings = warnings
    this.refresh()
  }

  /** Where a link leads, as soon as it is there. */
  want(link: Link): void {
    this.#wanted = link
    this.#follow()
    this.refresh()
  }

  choose(actor: string): void {
    this.#actor = actor
    this.refresh()
  }

  /** Looks at the time right after an entry. */
  travel(n: number): void {
    const entry = this.#log.at(Math.min(this.#log.placeOf(n), this.#log.length - 1))
    if (entry === undefined) return
    this.#place = { n: entry.n }
    this.#moment = undefined
    this.refresh()
  }

  /** Looks at a time. */
  travelTo(time: number): void {
    const entry = this.#log.at(Math.max(0, this.#log.placeAfter(time) - 1))
    if (entry !== undefined) this.travel(entry.n)
  }

  goLive(): void {
    this.#place = 'live'
    this.refresh()
  }

  /** Opens an entry and looks at the time after it, and at the actor that it is about. */
  open(entry: Entry): void {
    this.#entry = entry.n
    const about = entry.kind === 'event' ? entry.to : entry.kind === 'snapshot' ? entry.actor : undefined
    if (about !== undefined && this.#log.now.get(about)?.chart !== undefined) this.#actor = about
    this.travel(entry.n)
  }

  search(filter: string): void {
    this.#filter = filter
    this.refresh()
  }

  showNoise(noise: 'hidden' | 'shown'): void {
    this.#noise = noise
    this.refresh()
  }

  #follow(): void {
    const { actor, n } = this.#wanted
    if (actor !== undefined && this.#log.now.has(actor)) this.#actor = actor
    if (n === undefined) return
    const last = this.#log.at(this.#log.length - 1)?.n ?? -1
    if (last < n) return
    this.#wanted = {}
    this.travel(n)
  }

  /** Has everybody show it anew, in the next frame. */
  refresh(): void {
    for (const showing of this.#shown) {
      showing.isDue = true
      showing.at = -Infinity
    }
    this.#request()
  }

  /** As refresh, but what is dear may come later. */
  #goOn(): void {
    for (const showing of this.#shown) showing.isDue = true
    this.#request()
  }

  #request(): void {
    this.#frame ??= requestAnimationFrame((now) => {
      this.#frame = undefined
      for (const showing of this.#shown) {
        if (!showing.isDue || now - showing.at < showing.pace) continue
        showing.isDue = false
        showing.at = now
        showing.show()
      }
      if (this.#shown.some(({ isDue }) => isDue)) this.#request()
    })
  }
}
