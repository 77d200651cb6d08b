import type { Clock } from '../seam/clock.ts'
import { acknowledge, type AckWindow, due, oldest, openWindow, release } from './ackWindow.ts'
import { type ChannelRequest, type ChannelSettings, defaultSettings } from './channelSettings.ts'
import { createEventQueue, type Entry, toBlocks } from './eventQueue.ts'
import { dropped } from './http.ts'
import { conflict } from './refusal.ts'
import { type Answer, ok, type Reply } from './reply.ts'
import type { Cancel, Timers } from './timers.ts'

/** What a test puts in the place of the next answer. */
export type Override =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'page'; readonly make: (self: string, next: string) => unknown }
  | { readonly kind: 'resync' }
  | { readonly kind: 'resume' }

/** The event channel of one instance of an application. */
export interface EventChannel {
  readonly add: (entry: Entry) => void
  /** Takes back an event that has not gone out. */
  readonly remove: (entry: Entry) => void
  /** One P-GET; resolves when the server lets it go. */
  readonly get: (request: ChannelRequest, signal: AbortSignal | undefined) => Promise<Answer>
  readonly override: (override: Override) => void
  /** Drops all events that wait. */
  readonly clear: () => void
  /** Where a client finds the first events it has not acknowledged. */
  readonly href: () => string
  readonly isParked: () => boolean
  readonly whenParked: () => Promise<void>
  /** Ends it; the parked P-GET gets the answer. */
  readonly close: (answer: Answer) => void
}

interface Parked {
  readonly priority: number
  readonly answer: (answer: Answer) => void
}

export interface ChannelPorts {
  readonly clock: Clock
  readonly timers: Timers
  readonly hrefOf: (ack: number) => string
  /** Milliseconds without a P-GET after which the channel has been deserted. */
  readonly patience: number
  readonly deserted: () => void
  /** Hears of what went wrong while events went out. */
  readonly report: (cause: unknown) => void
}

const isNumbered = (structure: unknown): boolean => {
  if (typeof structure !== 'object' || structure === null || !('_links' in structure)) return false
  const links = structure._links
  return typeof links === 'object' && links !== null && ('next' in links || 'resume' in links)
}

export const createEventChannel = ({
  clock,
  timers,
  hrefOf,
  patience,
  deserted,
  report,
}: ChannelPorts): EventChannel => {
  const queue = createEventQueue()
  const overrides: Override[] = []
  let window: AckWindow<unknown> = openWindow()
  let settings: ChannelSettings = defaultSettings
  let parked: Parked | undefined
  let parkedWaiters: (() => void)[] = []
  let isClosed = false
  let isScheduled = false
  let cancelTimeout: Cancel = () => undefined
  let cancelHold: Cancel = () => undefined
  let cancelDesertion: Cancel = () => undefined

  const expectPoll = () => {
    cancelDesertion()
    if (!isClosed && parked === undefined) cancelDesertion = timers.after(patience, deserted)
  }

  const unpark = () => {
    parked = undefined
    cancelTimeout()
    cancelHold()
    expectPoll()
  }

  const answerParked = (answer: Answer) => {
    const { answer: settle } = parked ?? { answer: () => undefined }
    unpark()
    settle(answer)
  }

  const releasePage = (page: unknown) => {
    window = release(window, page)
    answerParked(ok(page))
  }

  const links = (onward: 'next' | 'resume') => ({
    self: { href: hrefOf(window.expected) },
    [onward]: { href: hrefOf(window.expected + 1) },
  })

  const resyncPage = () => ({ _links: { resync: { href: hrefOf(oldest(window)) } } })

  const releaseQueued = () => {
    const entries = queue.take()
    releasePage({ _links: links('next'), sender: toBlocks(entries) })
    for (const { released } of entries) released?.()
  }

  const releaseOverride = (override: Override) => {
    switch (override.kind) {
      case 'text':
        return answerParked({ status: 200, text: { contentType: 'application/json', content: override.text } })
      case 'page': {
        const page = override.make(hrefOf(window.expected), hrefOf(window.expected + 1))
        return isNumbered(page) ? releasePage(page) : answerParked(ok(page))
      }
      case 'resync':
        return answerParked(ok(resyncPage()))
      case 'resume':
        settings = defaultSettings
        return releasePage({ _links: links('resume'), sender: [] })
    }
  }

  const dueAt = ({ priority, queuedAt }: Entry): number =>
    priority === 'high' ? queuedAt : queuedAt + settings[priority] * 1000

  const firstDue = (): number => {
    let first = Number.POSITIVE_INFINITY
    for (const entry of queue.entries()) first = Math.min(first, dueAt(entry))
    return first
  }

  /** Lets the parked P-GET go if something is due, otherwise waits for what is due first. */
  const flush = () => {
    if (isClosed) return
    if (parked === undefined) return queue.settle()
    const override = overrides.shift()
    if (override !== undefined) return releaseOverride(override)
    const first = firstDue()
    if (first <= clock.now()) return releaseQueued()
    queue.settle()
    cancelHold()
    if (first < Number.POSITIVE_INFINITY) cancelHold = timers.after(first - clock.now(), flush)
  }

  /** Events of one turn leave together. */
  const flushSoon = () => {
    if (isScheduled) return
    isScheduled = true
    Promise.resolve()
      .then(() => {
        isScheduled = false
        flush()
      })
      .catch(report)
  }

  const park = (priority: number, signal: AbortSignal | undefined): Promise<Answer> =>
    new Promise((resolve) => {
      const mine: Parked = {
        priority,
        answer: (answer) => {
          signal?.removeEventListener('abort', leave)
          resolve(answer)
        },
      }
      const leave = () => {
        if (parked === mine) answerParked(dropped)
      }
      signal?.addEventListener('abort', leave)
      parked = mine
      cancelDesertion()
      cancelTimeout = timers.after(settings.timeout * 1000, releaseQueued)
      for (const waiter of parkedWaiters) waiter()
      parkedWaiters = []
    })

  expectPoll()

  return {
    add: (entry) => {
      if (isClosed) return
      queue.add(entry)
      flushSoon()
    },
    remove: queue.remove,
    get: (request, signal) => {
      settings = { ...settings, ...request.settings }
      const answer = (reply: Reply): Promise<Answer> => {
        expectPoll()
        return Promise.resolve(reply)
      }
      switch (due(window, request.ack)) {
        case 'again':
          return answer(ok(window.kept))
        case 'resync':
          return answer(ok(resyncPage()))
        case 'next': {
          const replaced = conflict('Another P-GET of this application took over.', 'PGetReplaced')
          if (parked !== undefined && request.priority < parked.priority) return answer(replaced)
          if (parked !== undefined) answerParked(replaced)
          window = acknowledge(window)
          if (signal?.aborted === true) return Promise.resolve(dropped)
          const parking = park(request.priority, signal)
          flush()
          return parking
        }
      }
    },
    override: (override) => {
      overrides.push(override)
      flush()
    },
    clear: () => void queue.take(),
    href: () => hrefOf(oldest(window)),
    isParked: () => parked !== undefined,
    whenParked: () =>
      parked === undefined ? new Promise((resolve) => void parkedWaiters.push(resolve)) : Promise.resolve(),
    close: (answer) => {
      isClosed = true
      cancelDesertion()
      answerParked(answer)
    },
  }
}
