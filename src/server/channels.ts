import type { Clock } from '../seam/clock.ts'
import type { EventChannel } from './eventChannel.ts'
import type { Entry, Priority } from './eventQueue.ts'
import type { Answer } from './reply.ts'

/**
 * The event channels of one application: one for each of its instances, such as
 * the tabs of a browser. Every event goes into all of them.
 */
export interface Channels {
  /** `released` runs when the event has gone out for the first time. */
  readonly add: (content: Entry['content'], priority: Priority, released?: () => void) => Entry
  /** Takes back an event wherever it has not gone out. */
  readonly remove: (entry: Entry) => void
  readonly open: (instanceId: string, channel: EventChannel) => void
  /** The channel of an instance; the empty name is that of the instance without one. */
  readonly of: (instanceId: string) => EventChannel | undefined
  /** Oldest first. */
  readonly all: () => readonly EventChannel[]
  /** The one that was opened last. */
  readonly newest: () => EventChannel | undefined
  /** Ends the channel of one instance; its parked P-GET gets the answer. */
  readonly shut: (instanceId: string, answer: Answer) => void
  /** Ends all. */
  readonly close: (answer: Answer) => void
}

const once = (task: () => void): (() => void) => {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    task()
  }
}

export const createChannels = (clock: Clock): Channels => {
  const instances = new Map<string, EventChannel>()
  return {
    add: (content, priority, released) => {
      const entry: Entry = {
        content,
        priority,
        queuedAt: clock.now(),
        ...(released === undefined ? {} : { released: once(released) }),
      }
      for (const channel of instances.values()) channel.add(entry)
      return entry
    },
    remove: (entry) => {
      for (const channel of instances.values()) channel.remove(entry)
    },
    open: (instanceId, channel) => void instances.set(instanceId, channel),
    of: (instanceId) => instances.get(instanceId),
    all: () => [...instances.values()],
    newest: () => [...instances.values()].at(-1),
    shut: (instanceId, answer) => {
      const channel = instances.get(instanceId)
      instances.delete(instanceId)
      channel?.close(answer)
    },
    close: (answer) => {
      for (const channel of instances.values()) channel.close(answer)
    },
  }
}
