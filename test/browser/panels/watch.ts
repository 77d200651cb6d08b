import { Observable, Subscription } from 'rxjs'
import type { Client, Conversation } from '../../../src/index.ts'
import type { MirroredClient } from '../../../src/mirror/index.ts'

interface Session {
  readonly client$: Observable<MirroredClient | undefined>
  readonly close: () => void
}

type Mount = (place: Element, session: Session) => () => void

/** What a test asks of the page, as `panel.…`. */
export interface PanelUnderTest {
  readonly mount: () => void
  readonly unmount: () => void
  /** Closes the client. */
  readonly close: () => void
  /** Whose Observables are observed, a name for each subscription. */
  readonly observed: () => readonly string[]
  /** Timers, listeners to the network, workers and frames that are there. */
  readonly left: () => readonly string[]
}

const observed = new Map<Subscription, string>()

const noted = new WeakSet<object>()

/** Notes who subscribes to it and does not leave. */
const note = (name: string, source: Observable<unknown>): void => {
  if (noted.has(source)) return
  noted.add(source)
  const subscribe: unknown = Reflect.get(source, 'subscribe')
  if (typeof subscribe !== 'function') throw new Error(`${name} is no Observable`)
  Reflect.set(source, 'subscribe', (...observer: readonly unknown[]) => {
    const subscription: unknown = Reflect.apply(subscribe, source, observer)
    if (subscription instanceof Subscription && !subscription.closed) {
      observed.set(subscription, name)
      subscription.add(() => observed.delete(subscription))
    }
    return subscription
  })
}

type StreamsOf<T> = Extract<keyof T, `${string}$`>
type PartsOf<T> = { [K in keyof T]: T[K] extends object ? (StreamsOf<T[K]> extends never ? never : K) : never }[keyof T]

/** What of a handle has Observables of its own; the compiler knows when one is missing. */
const parts = { history: 'history', me: 'me', people: 'people', messaging: 'messaging' } satisfies {
  readonly [K in PartsOf<Client> | PartsOf<Conversation>]: K
}

const namesIn = (thing: object): readonly string[] => {
  const above: unknown = Object.getPrototypeOf(thing)
  return typeof above === 'object' && above !== null && above !== Object.prototype
    ? [...Object.getOwnPropertyNames(thing), ...namesIn(above)]
    : Object.getOwnPropertyNames(thing)
}

const isHandle = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && namesIn(value).some((key) => key.endsWith('$'))

/**
 * Notes every Observable of a handle, and of what its commands return. Those are the members whose names
 * end in `$`, as everywhere here; promises are not read, since they are made by that.
 */
const noteHandle = (name: string, handle: object): void => {
  for (const key of new Set(namesIn(handle))) {
    const isStream = key.endsWith('$')
    const isPart = Object.hasOwn(parts, key)
    const isMethod = typeof Object.getOwnPropertyDescriptor(Object.getPrototypeOf(handle), key)?.value === 'function'
    if (key === 'constructor' || !(isStream || isPart || isMethod)) continue
    const value: unknown = Reflect.get(handle, key)
    if (value instanceof Observable) note(`${name}.${key}`, value)
    else if (isPart && isHandle(value)) noteHandle(`${name}.${key}`, value)
    else if (typeof value === 'function') {
      Reflect.set(handle, key, (...input: readonly unknown[]) => {
        const result: unknown = Reflect.apply(value, handle, input)
        if (result instanceof Observable) note(`${name}.${key}()`, result)
        else if (isHandle(result)) noteHandle(`${name}.${key}()`, result)
        return result
      })
    }
  }
}

const noteClient = (client: MirroredClient): void => {
  client.invitations$.subscribe((invitation) => noteHandle('invitation', invitation))
  client.conversationAdded$.subscribe((conversation) => noteHandle('conversation', conversation))
  noteHandle('client', client)
}

const timers = new Set<unknown>()
const listeners = new Set<string>()

const noteTimers = (): void => {
  const { setTimeout, clearTimeout } = globalThis
  Object.assign(globalThis, {
    setTimeout: (task: () => void, ms?: number) => {
      const timer = setTimeout(() => {
        timers.delete(timer)
        task()
      }, ms)
      timers.add(timer)
      return timer
    },
    clearTimeout: (timer: number) => {
      timers.delete(timer)
      clearTimeout(timer)
    },
  })
}

const workers = new Set<Worker>()

const noteWorkers = (): void => {
  globalThis.Worker = class extends Worker {
    constructor(script: string | URL, options?: WorkerOptions) {
      super(script, options)
      workers.add(this)
    }

    override terminate(): void {
      workers.delete(this)
      super.terminate()
    }
  }
}

/** What a client may listen to. What frameworks listen to, keys and pointers, some of them keep for good. */
const ofTheClient = new Set(
  'online offline visibilitychange message storage focus blur pageshow pagehide beforeunload freeze resume'.split(' '),
)

const noteListeners = (target: EventTarget): void => {
  const add = target.addEventListener.bind(target)
  const remove = target.removeEventListener.bind(target)
  const numbers = new Map<unknown, number>()
  const nameOf = (type: string, listener: unknown): string => {
    if (!numbers.has(listener)) numbers.set(listener, numbers.size)
    return `${type} ${numbers.get(listener) ?? 0}`
  }
  target.addEventListener = (type: string, listener: EventListenerOrEventListenerObject, ...rest: []) => {
    if (ofTheClient.has(type)) listeners.add(nameOf(type, listener))
    add(type, listener, ...rest)
  }
  target.removeEventListener = (type: string, listener: EventListenerOrEventListenerObject, ...rest: []) => {
    listeners.delete(nameOf(type, listener))
    remove(type, listener, ...rest)
  }
}

/** Mounts the panel, and lets the test see what it leaves behind. */
export const watch = (mount: Mount, session: Session): void => {
  noteTimers()
  noteWorkers()
  noteListeners(globalThis.window)
  noteListeners(document)
  session.client$.subscribe((client) => {
    if (client !== undefined) noteClient(client)
  })
  note('session.client$', session.client$)
  const place = document.createElement('div')
  document.body.append(place)
  let unmount = mount(place, session)
  const panel: PanelUnderTest = {
    mount: () => {
      unmount = mount(place, session)
    },
    unmount: () => unmount(),
    close: () => session.close(),
    observed: () => [...observed.values()],
    left: () => [
      ...[...timers].map(() => 'timer'),
      ...listeners,
      ...[...workers].map(() => 'worker'),
      ...[...document.querySelectorAll('iframe')].map(({ src }) => src),
    ],
  }
  Object.assign(globalThis, { panel })
}
