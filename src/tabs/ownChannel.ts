import type { Client } from '../client/client.ts'
import { Host } from '../mirror/host.ts'
import { identifier } from '../seam/random.ts'
import { keepPoint, keptPoint } from './resumeStore.ts'
import type { TabSurroundings } from './tabSurroundings.ts'

/** `instance`: of the application that all tabs share. `endpoint`: with an application of its own. */
export type Standing = 'instance' | 'endpoint'

const isRefusal = (status: ReturnType<Client['status$']['getSnapshot']>): boolean =>
  status.state === 'ended' &&
  status.reason !== 'closed' &&
  status.reason.name === 'Refused' &&
  status.reason.subcode === 'APIVersionNotSupported'

/** A tab with a client of its own. */
export class OwnChannel {
  readonly #s: TabSurroundings
  readonly #standing: Standing
  readonly #refused: () => void
  #host: Host | undefined
  #isOver = false
  #end: () => void = () => undefined

  /** `refused` is told when the server knows nothing of several instances; this has ended then. */
  constructor(surroundings: TabSurroundings, standing: Standing, refused: () => void) {
    this.#s = surroundings
    this.#standing = standing
    this.#refused = refused
    this.#claim()
  }

  close(): void {
    this.#isOver = true
    this.#end()
  }

  /** A tab that was duplicated has the names of the other: the lock tells. */
  #claim(): void {
    const { platform, prefix, random } = this.#s
    const key = `${prefix}/${this.#standing}`
    const id = platform.own.get(key) ?? identifier(random)
    if (platform.requestLock === undefined) {
      platform.own.set(key, id)
      this.#open(id)
      return
    }
    void platform.requestLock(`${key}/${id}`, { ifAvailable: true }, (isGranted) => {
      if (this.#isOver) return Promise.resolve()
      if (!isGranted) {
        platform.own.set(key, undefined)
        platform.own.set(`${prefix}/point`, undefined)
        this.#claim()
        return Promise.resolve()
      }
      platform.own.set(key, id)
      return new Promise((resolve) => this.#open(id, resolve))
    })
  }

  #open(id: string, released: () => void = () => undefined): void {
    const { platform, clock, mirror, prefix, endpointId, createClient } = this.#s
    const resumeFrom = keptPoint(platform.own, `${prefix}/point`)
    const client = createClient({
      ...(this.#standing === 'instance' ? { endpointId, instanceId: id } : { endpointId: id }),
      ...(resumeFrom === undefined ? {} : { resumeFrom }),
    })
    const [here, there] = platform.openPair()
    this.#end = () => {
      this.#host?.close()
      client.close()
      here.close()
      there.close()
      released()
    }
    // Before the host hears of it, so that no mirror does.
    client.status$.subscribe((status) => {
      if (this.#isOver || !isRefusal(status)) return
      this.close()
      this.#refused()
    })
    keepPoint(client, platform.own, `${prefix}/point`)
    this.#host = new Host(client, here, clock)
    mirror.attach(there)
  }
}
