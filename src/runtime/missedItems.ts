import type { ResourceEvent } from '../protocol/event/resourceEvent.ts'
import { MissedItems } from '../protocol/resource/missedItems.ts'
import type { Fetcher } from './fetcher.ts'
import { Observed } from './observed.ts'
import type { Place } from './place.ts'

interface Surroundings {
  readonly place: Place
  readonly fetcher: Fetcher
  readonly href: () => string | undefined
}

/** What the user has missed: read when somebody first listens, then kept up by the events. */
export class MissedItemsRecord extends Observed {
  readonly #surroundings: Surroundings
  #items: MissedItems | undefined

  constructor(surroundings: Surroundings) {
    super()
    this.#surroundings = surroundings
  }

  /** Undefined until it is read. */
  get items(): MissedItems | undefined {
    return this.#items
  }

  override listen(listener: () => void): () => void {
    const stop = super.listen(listener)
    if (this.#items === undefined) this.#read(this.#surroundings.href())
    return stop
  }

  follow({ link, _embedded }: ResourceEvent): void {
    const href = this.#surroundings.place.absolute(link.href)
    this.#surroundings.fetcher.overtake(href)
    if (_embedded?.missedItems) this.#become(_embedded.missedItems)
    else this.#renew(href)
  }

  /** What is known may be old: events were lost, or there is another application. */
  doubt(): void {
    this.#renew(this.#surroundings.href())
  }

  /** Where nobody listens it is read again when somebody does. */
  #renew(href: string | undefined): void {
    if (this.watchers > 0) this.#read(href)
    else this.#items = undefined
  }

  #read(href: string | undefined): void {
    if (href === undefined || this.isOver) return
    this.#surroundings.fetcher.get({
      codec: MissedItems,
      href,
      operation: 'missedItems',
      found: (items) => this.#become(items),
    })
  }

  #become(items: MissedItems): void {
    this.#items = items
    this.changed()
  }
}
