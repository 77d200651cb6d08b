import type { Clock, Timer } from '../../src/seam/clock.ts'
import type { Channel, Platform, RequestLock, Store } from '../../src/tabs/index.ts'
import type { Http } from '../../src/transport/http.ts'

/** Everything that tabs of one origin share. */
export interface Origin {
  /** One more tab, with what it has kept from before where it is a reload. */
  readonly tab: (world: { readonly clock: Clock; readonly http: Http }, own?: Store) => Tab
  /** What is kept for all tabs. */
  readonly shared: Store
}

export interface Tab {
  readonly platform: Platform
  /** Time and requests as they are in this tab. */
  readonly clock: Clock
  readonly http: Http
  /** It is closed, or has crashed: no word of it is heard any more, its locks are free. */
  readonly die: () => void
  /** Nothing runs in it until it is thawed; what comes waits. */
  readonly freeze: () => void
  readonly thaw: () => Promise<void>
}

interface Waiting {
  readonly tab: Life
  readonly held: (isGranted: boolean) => Promise<void>
  readonly settle: () => void
  readonly reject: (error: unknown) => void
}

/** Runs tasks of one tab, unless it is dead; later, where it is frozen. */
class Life {
  #isDead = false
  #isFrozen = false
  #tasks: (() => void)[] = []
  readonly #over = new AbortController()

  run(task: () => void): void {
    if (this.#isFrozen) this.#tasks.push(task)
    else if (!this.#isDead) task()
  }

  get isDead(): boolean {
    return this.#isDead
  }

  die(): void {
    this.#isDead = true
    this.#over.abort()
  }

  get signal(): AbortSignal {
    return this.#over.signal
  }

  freeze(): void {
    this.#isFrozen = true
  }

  /** One task after another, each with all that comes of it at once. */
  async thaw(): Promise<void> {
    for (let task = this.#tasks.shift(); task !== undefined; task = this.#tasks.shift()) {
      task()
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
    }
    this.#isFrozen = false
  }
}

export const store = (): Store => {
  const kept = new Map<string, string>()
  return {
    get: (key) => kept.get(key),
    set: (key, value) => {
      if (value === undefined) kept.delete(key)
      else kept.set(key, value)
    },
  }
}

/** A timer that is due while its tab is frozen can still be cleared. */
const clockOf = (life: Life, clock: Clock): Clock => {
  const pending = new Map<object, Timer>()
  return {
    now: clock.now,
    setTimeout: (task, ms) => {
      const timer = {}
      const due = () => {
        if (pending.delete(timer)) task()
      }
      pending.set(
        timer,
        clock.setTimeout(() => life.run(due), ms),
      )
      return timer
    },
    clearTimeout: (timer) => {
      if (typeof timer !== 'object' || timer === null) return
      clock.clearTimeout(pending.get(timer))
      pending.delete(timer)
    },
  }
}

const stolen = (): Error => Object.assign(new Error('stolen'), { name: 'AbortError' })

/** Web Locks as browsers have them: exclusive, first come first served. */
class Locks {
  readonly #holders = new Map<string, Waiting>()
  readonly #queues = new Map<string, Waiting[]>()

  requestFor(tab: Life): RequestLock {
    return (name, { signal, steal, ifAvailable }, held) =>
      new Promise((resolve, reject) => {
        const waiting: Waiting = { tab, held, settle: resolve, reject }
        if (signal?.aborted === true) return reject(stolen())
        const holder = this.#holders.get(name)
        if (ifAvailable === true && holder !== undefined) return resolve(held(false))
        if (steal === true && holder !== undefined) {
          this.#holders.delete(name)
          holder.tab.run(() => holder.reject(stolen()))
          return this.#grant(name, waiting)
        }
        if (holder === undefined) return this.#grant(name, waiting)
        this.#queueOf(name).push(waiting)
        signal?.addEventListener('abort', () => {
          if (this.#remove(name, waiting)) reject(stolen())
        })
      })
  }

  /** Frees what a tab has held, as a browser does. */
  release(tab: Life): void {
    for (const [name, queue] of this.#queues)
      this.#queues.set(
        name,
        queue.filter((each) => each.tab !== tab),
      )
    for (const [name, holder] of [...this.#holders]) if (holder.tab === tab) this.#free(name, holder)
  }

  #grant(name: string, waiting: Waiting): void {
    this.#holders.set(name, waiting)
    queueMicrotask(() =>
      waiting.tab.run(() => {
        if (this.#holders.get(name) !== waiting) return
        const free = () => this.#free(name, waiting)
        const settled = () => {
          free()
          waiting.settle()
        }
        waiting.held(true).then(settled, (error: unknown) => {
          free()
          waiting.reject(error)
        })
      }),
    )
  }

  #free(name: string, holder: Waiting): void {
    if (this.#holders.get(name) !== holder) return
    this.#holders.delete(name)
    const next = this.#queueOf(name).shift()
    if (next !== undefined) this.#grant(name, next)
  }

  #remove(name: string, waiting: Waiting): boolean {
    const queue = this.#queueOf(name)
    const at = queue.indexOf(waiting)
    if (at >= 0) queue.splice(at, 1)
    return at >= 0
  }

  #queueOf(name: string): Waiting[] {
    const queue = this.#queues.get(name) ?? []
    this.#queues.set(name, queue)
    return queue
  }
}

type Listener = (event: MessageEvent) => void

/** Tabs of one origin, in memory, with what browsers give them. */
export const origin = (): Origin => {
  const locks = new Locks()
  const rooms = new Map<string, Set<{ readonly life: Life; readonly listeners: Set<Listener> }>>()
  const shared = store()

  const join = (life: Life, room: string): Channel => {
    const end = { life, listeners: new Set<Listener>() }
    const others = rooms.get(room) ?? new Set()
    rooms.set(room, others.add(end))
    let isClosed = false
    return {
      postMessage: (message) => {
        if (life.isDead || isClosed) return
        const data: unknown = structuredClone(message)
        queueMicrotask(() => {
          for (const other of others) {
            if (other === end) continue
            other.life.run(() => {
              for (const listener of other.listeners) listener(new MessageEvent('message', { data }))
            })
          }
        })
      },
      addEventListener: (_, listener) => void end.listeners.add(listener),
      removeEventListener: (_, listener) => void end.listeners.delete(listener),
      close: () => {
        isClosed = true
        others.delete(end)
      },
    }
  }

  let pairs = 0
  return {
    shared,
    tab: ({ clock, http }, own = store()) => {
      const life = new Life()
      return {
        clock: clockOf(life, clock),
        http: (request, signal) => () =>
          new Promise((resolve) => {
            if (life.isDead) return
            void http(request, AbortSignal.any([signal, life.signal]))().then((outcome) =>
              life.run(() => resolve(outcome)),
            )
          }),
        platform: {
          requestLock: locks.requestFor(life),
          openChannel: (name) => join(life, name),
          openPair: () => {
            const room = `pair ${++pairs}`
            return [join(life, room), join(life, room)]
          },
          shared,
          own,
        },
        die: () => {
          life.die()
          locks.release(life)
        },
        freeze: () => life.freeze(),
        thaw: () => life.thaw(),
      }
    },
  }
}
