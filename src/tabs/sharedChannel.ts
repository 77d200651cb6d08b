import { Host } from '../mirror/host.ts'
import { version } from '../mirror/note.ts'
import type { Channel, RequestLock } from './platform.ts'
import { keepPoint, keptPoint } from './resumeStore.ts'
import type { TabSurroundings } from './tabSurroundings.ts'

/** Milliseconds for which what the last leader has said may still be on its way. */
const drain = 100

/** The time for which this tab waits for the lead, or has it. */
interface Term {
  readonly over: AbortController
  /** While it leads. */
  stop: (() => void) | undefined
}

/** One tab leads, with the only client; the others follow it. Who has waited longest leads next. */
export class SharedChannel {
  readonly #s: TabSurroundings
  readonly #requestLock: RequestLock
  readonly #follower: Channel
  readonly #life = new AbortController()
  #term: Term | undefined

  constructor(surroundings: TabSurroundings, requestLock: RequestLock) {
    const { mirror } = surroundings
    this.#s = surroundings
    this.#requestLock = requestLock
    this.#follower = this.#open()
    void this.#while(`tab/${mirror.name}`, () => this.#untilOver())
    this.#wait()
    mirror.attach(this.#follower)
  }

  /** The leader does not answer: it hangs, or its tab is frozen. */
  takeOver(): void {
    if (this.#term?.stop !== undefined || this.#life.signal.aborted) return
    const waiting = this.#term
    this.#stand({ steal: true })
    waiting?.over.abort()
  }

  close(): void {
    const term = this.#term
    this.#life.abort()
    term?.over.abort()
    term?.stop?.()
    this.#follower.close()
  }

  #open(): Channel {
    const { platform, prefix } = this.#s
    return platform.openChannel(`${prefix}/${version}`)
  }

  #wait(): void {
    this.#stand({})
  }

  #stand(how: { readonly steal?: boolean }): void {
    const term: Term = { over: new AbortController(), stop: undefined }
    this.#term = term
    const waits = how.steal === true ? {} : { signal: term.over.signal }
    this.#requestLock(`${this.#s.prefix}/lead`, { ...how, ...waits }, () => this.#lead(term)).catch(() => {
      // Another tab has taken the lead, or this one does not want it any more.
      term.over.abort()
      term.stop?.()
      if (this.#term === term && !this.#life.signal.aborted) this.#wait()
    })
  }

  /** Lasts as long as this tab leads. */
  async #lead(term: Term): Promise<void> {
    if (this.#s.mirror.epoch > 0) await this.#pause(term.over.signal)
    if (term.over.signal.aborted) return
    await new Promise<void>((resolve) => this.#host(term, resolve))
  }

  #pause(signal: AbortSignal): Promise<void> {
    const { clock } = this.#s
    return new Promise((resolve) => {
      const timer = clock.setTimeout(resolve, drain)
      signal.addEventListener('abort', () => {
        clock.clearTimeout(timer)
        resolve()
      })
    })
  }

  #host(term: Term, released: () => void): void {
    const { platform, clock, mirror, prefix, endpointId, createClient } = this.#s
    const isFirst = mirror.epoch === 0
    const point = isFirst ? keptPoint(platform.shared, `${prefix}/point`) : mirror.resumePoint$.getSnapshot()
    const client = createClient({ endpointId, ...(point === undefined ? {} : { resumeFrom: point }) })
    const channel = this.#open()
    keepPoint(client, platform.shared, `${prefix}/point`)
    const host: Host = new Host(client, channel, clock, {
      epoch: this.#nextEpoch(),
      messages: mirror.messages,
      isResuming: point !== undefined,
      met: (tab) =>
        void this.#while(`tab/${tab}`, () => {
          host.forget(tab)
          return Promise.resolve()
        }),
    })
    term.stop = () => {
      term.stop = undefined
      host.close()
      client.close()
      channel.close()
      released()
    }
    // Whoever was online before is to stay online.
    if (!isFirst && point !== undefined) void client.connect()
  }

  /** Also a tab that was frozen for a while must not take an earlier leader for a later one. */
  #nextEpoch(): number {
    const { platform, mirror, prefix } = this.#s
    const kept = Number(platform.shared.get(`${prefix}/epoch`) ?? 0)
    const epoch = Math.max(mirror.epoch, Number.isSafeInteger(kept) ? kept : 0) + 1
    platform.shared.set(`${prefix}/epoch`, String(epoch))
    return epoch
  }

  /** Holds a lock, unless this tab ends first. */
  #while(name: string, held: () => Promise<void>): Promise<void> {
    const { signal } = this.#life
    return this.#requestLock(`${this.#s.prefix}/${name}`, { signal }, held).catch(() => undefined)
  }

  #untilOver(): Promise<void> {
    return new Promise((resolve) => this.#life.signal.addEventListener('abort', () => resolve()))
  }
}
