import type { Port } from '../mirror/port.ts'

/** What is kept beyond a page, as text. */
export interface Store {
  readonly get: (key: string) => string | undefined
  readonly set: (key: string, value: string | undefined) => void
}

/** A port that ends. */
export type Channel = Port & { readonly close: () => void }

/** Runs `held` while a lock is held; rejects when another steals it. */
export type RequestLock = (
  name: string,
  how: { readonly signal?: AbortSignal; readonly steal?: boolean; readonly ifAvailable?: boolean },
  held: (isGranted: boolean) => Promise<void>,
) => Promise<void>

/** What a browser has for pages of one origin. */
export interface Platform {
  /** Undefined where there are no Web Locks, as in a page on plain HTTP. */
  readonly requestLock: RequestLock | undefined
  /** Between pages. */
  readonly openChannel: (name: string) => Channel
  /** Within one. */
  readonly openPair: () => readonly [Channel, Channel]
  /** Of all pages. */
  readonly shared: Store
  /** Of this tab, reloads included. */
  readonly own: Store
}

/** Nothing is kept where the browser forbids it. */
const storeOf = (storage: () => Storage): Store => {
  const attempt = <T>(use: (storage: Storage) => T): T | undefined => {
    try {
      return use(storage())
    } catch {
      return undefined
    }
  }
  return {
    get: (key) => attempt((kept) => kept.getItem(key)) ?? undefined,
    set: (key, value) => {
      attempt((kept) => (value === undefined ? kept.removeItem(key) : kept.setItem(key, value)))
    },
  }
}

const locksOf = ({ locks }: { readonly locks?: LockManager }): RequestLock | undefined =>
  locks === undefined
    ? undefined
    : async (name, how, held) => {
        await locks.request(name, how, (lock) => held(lock !== null))
      }

export const browserPlatform = (): Platform => ({
  requestLock: locksOf(navigator),
  openChannel: (name) => new BroadcastChannel(name),
  openPair: () => {
    const { port1, port2 } = new MessageChannel()
    return [port1, port2]
  },
  shared: storeOf(() => localStorage),
  own: storeOf(() => sessionStorage),
})
