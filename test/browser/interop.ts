import { useSelector } from '@xstate/react'
import { createElement } from 'react'
import { createRoot } from 'react-dom/client'
import { flushSync } from 'react-dom'
import { filter, firstValueFrom, Observable, Subject } from 'rxjs'
import type { AnyActorRef } from 'xstate'
import { createClient, password, systemClock, type Client, type Clock } from '../../src/index.ts'
import { mirrorClient } from '../../src/mirror/index.ts'

/** What of the platform's own Observable is used here; TypeScript's DOM does not have it yet. */
interface NativeSubscriber<T> {
  next: (value: T) => void
  error: (error: unknown) => void
  complete: () => void
  addTeardown: (teardown: () => void) => void
}
interface NativeObservable<T> {
  subscribe: (
    observer: Partial<Pick<NativeSubscriber<T>, 'next' | 'error' | 'complete'>>,
    options: { readonly signal: AbortSignal },
  ) => void
  take: (count: number) => NativeObservable<T>
  map: <U>(project: (value: T) => U) => NativeObservable<U>
  toArray: () => Promise<T[]>
}
interface NativeConstructor {
  new <T>(subscribe: (subscriber: NativeSubscriber<T>) => void): NativeObservable<T>
  from: <T>(source: AsyncIterable<T>) => NativeObservable<T>
}

const Native = (globalThis as unknown as { readonly Observable: NativeConstructor }).Observable

const toNative = <T>(source: Observable<T>): NativeObservable<T> =>
  new Native((subscriber) => {
    const subscription = source.subscribe(subscriber)
    subscriber.addTeardown(() => subscription.unsubscribe())
  })

const fromNative = <T>(source: NativeObservable<T>): Observable<T> =>
  new Observable((subscriber) => {
    const life = new AbortController()
    source.subscribe(
      {
        next: (value) => subscriber.next(value),
        error: (error) => subscriber.error(error),
        complete: () => subscriber.complete(),
      },
      { signal: life.signal },
    )
    return () => life.abort()
  })

const withClient = async <T>(rootUrl: string, use: (client: Client) => Promise<T>): Promise<T> => {
  const client = createClient({
    signInAddress: 'tosh@contoso.com',
    credentials: password('tosh@contoso.com', 'pass@word1'),
    rootUrl,
  })
  try {
    return await use(client)
  } finally {
    client.close()
  }
}

const available = ({ status$ }: Pick<Client, 'status$'>) =>
  firstValueFrom(status$.pipe(filter(({ state }) => state === 'available')))

/** So that nobody waits for what takes ten seconds. */
const tenTimesAsFast = (): Clock => {
  const start = systemClock.now()
  return {
    ...systemClock,
    now: () => start + (systemClock.now() - start) * 10,
    setTimeout: (task, ms) => systemClock.setTimeout(task, ms / 10),
  }
}

const isActor = (actor: object): actor is AnyActorRef => 'id' in actor && 'getSnapshot' in actor

/** Renders what a hook gives until it says this, and gives all that was shown. */
const shown = (actor: Pick<AnyActorRef, 'subscribe' | 'getSnapshot'>, read: (snapshot: unknown) => string) => {
  const texts: string[] = []
  const Panel = () => {
    texts.push(useSelector(actor, read))
    return null
  }
  const place = document.createElement('div')
  const root = createRoot(place)
  flushSync(() => root.render(createElement(Panel)))
  return { texts, unmount: () => flushSync(() => root.unmount()) }
}

const interop = {
  /** A Live, by the platform's own conversion. */
  nativeFromLive: (origin: string) =>
    withClient(origin, async (client) => {
      await client.connect()
      const states = Native.from(client.status$).map(({ state }) => state)
      return states.take(1).toArray()
    }),
  /** A plain stream, by the recipe, through the platform and back. */
  nativeBothWays: (origin: string) =>
    withClient(origin, async (client) => {
      await client.connect()
      const conversation = await client.startMessaging({ to: 'sip:lene@contoso.com', message: 'Hi' }).connected
      const texts: (string | undefined)[] = []
      fromNative(toNative(conversation.messages$).map(({ text }) => text)).subscribe((text) => texts.push(text))
      await conversation.send('12:30?').delivered
      return texts
    }),
  /** Whether leaving on either side frees the other. */
  nativeFrees: () => {
    const source = new Subject<number>()
    const subscription = fromNative(toNative(source)).subscribe()
    const during = source.observed
    subscription.unsubscribe()
    return [during, source.observed]
  },
  useSelectorOnLive: (origin: string) =>
    withClient(origin, async (client) => {
      const { texts, unmount } = shown(client.status$, (status) => (status as { state: string }).state)
      await client.connect()
      await available(client)
      await new Promise((resolve) => requestAnimationFrame(resolve))
      unmount()
      return [texts[0], texts.at(-1)]
    }),
  useSelectorOnActor: (origin: string) =>
    withClient(origin, async (client) => {
      const found = new Map<string, AnyActorRef>()
      client.inspect({
        next: ({ actorRef }) => {
          if (isActor(actorRef)) found.set(actorRef.id, actorRef)
        },
      })
      const session = found.get('session:0')
      if (session === undefined) return [...found.keys()]
      const { texts, unmount } = shown(session, (snapshot) => JSON.stringify((snapshot as { value: unknown }).value))
      await client.connect()
      await new Promise((resolve) => requestAnimationFrame(resolve))
      unmount()
      return [texts[0], texts.at(-1)]
    }),
  /** The client is in a worker, the panel here. */
  worker: async (origin: string) => {
    const worker = new Worker('/worker.js', { type: 'module' })
    worker.postMessage({ origin })
    const client = mirrorClient(worker, { clock: tenTimesAsFast() })
    await client.connect()
    const conversation = await client.startMessaging({ to: 'sip:lene@contoso.com', message: 'Hi' }).connected
    const texts: (string | undefined)[] = []
    conversation.messages$.subscribe(({ text }) => texts.push(text))
    await conversation.send('from the page').delivered
    worker.terminate()
    const told = firstValueFrom(client.status$.pipe(filter(({ state }) => state === 'unreached')))
    const refused = conversation.send('anybody there?').delivered.catch((error: unknown) => String(error))
    const result = { texts, status: await told, refused: await refused }
    client.close()
    return result
  },
}

export type Interop = typeof interop

Object.assign(globalThis, { interop })
