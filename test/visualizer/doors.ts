import { createActor, setup, type AnyStateMachine } from 'xstate'
import type { Clock } from '../../src/seam/clock.ts'
import type { Entry } from '../../src/visualizer/recording/entry.ts'
import { chartOf } from '../../src/visualizer/chartOf.ts'
import type { Layout } from '../../src/visualizer/layout/layout.ts'
import { Log } from '../../src/visualizer/recording/log.ts'
import { Recorder, type Charts } from '../../src/visualizer/recording/recorder.ts'
import type { Watchable, Watched } from '../../src/visualizer/recording/watchable.ts'

/** A small machine of a stranger's. */
export const door = setup({
  types: { events: {} as { type: 'door.open' } | { type: 'door.close' } | { type: 'door.jammed'; by: string } },
  actions: {
    creak: () => undefined,
    burst: () => {
      throw new Error('splinters')
    },
  },
}).createMachine({
  id: 'door',
  initial: 'closed',
  states: {
    closed: { on: { 'door.open': { target: 'open', actions: 'creak' }, 'door.jammed': 'stuck' } },
    open: { on: { 'door.close': 'closed' } },
    stuck: { on: { 'door.open': { actions: 'burst' } } },
  },
})

/** An actor of its own, and how to watch it from the start. */
export const watchedDoor = (machine: AnyStateMachine = door) => {
  const actor = createActor(machine)
  const watchable: Watchable = {
    inspect: (observer) => {
      observer.next({ type: '@xstate.actor', rootId: actor.sessionId, actorRef: actor })
      observer.next({
        ...{ type: '@xstate.snapshot', rootId: actor.sessionId, actorRef: actor },
        ...{ event: { type: 'inspection.started' }, snapshot: actor.getSnapshot() },
      })
      return actor.system.inspect(observer)
    },
  }
  return { actor, watchable }
}

/** Hands on what it is given. */
export const told = <T>(): Watched<T> & { readonly tell: (value: T) => void; readonly listeners: () => number } => {
  const observers = new Set<{ readonly next: (value: T) => void }>()
  return {
    subscribe: (observer) => {
      observers.add(observer)
      return { unsubscribe: () => observers.delete(observer) }
    },
    tell: (value) => {
      for (const observer of observers) observer.next(value)
    },
    listeners: () => observers.size,
  }
}

/** Time stands still at 1,000 ms. */
export const stillClock: Clock = { now: () => 1_000, setTimeout: () => undefined, clearTimeout: () => undefined }

export const emptyLayout: Omit<Layout, 'machine'> = { width: 1, height: 1, boxes: [], arrows: [], marks: [] }

const placed: Charts['layoutOf'] = ({ id: machine }) => Promise.resolve({ ...emptyLayout, machine })

const charts: Omit<Charts, 'layoutOf'> = {
  nameOf: ({ id }) => id,
  chartOf,
  arrowsOf: (transitions) => transitions.map((transition) => String(Reflect.get(transition as object, 'eventType'))),
}

export const recorderOf = (bounds?: { readonly entries: number }, layoutOf = placed) => {
  const log = new Log(bounds)
  const added: Entry[] = []
  const recorder = new Recorder({
    ...{ log, charts: { ...charts, layoutOf }, texts: false, clock: stillClock },
    added: (entry) => added.push(entry),
  })
  return { log, recorder, added }
}
