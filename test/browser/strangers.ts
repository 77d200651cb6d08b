import { onTestFinished } from 'vitest'
import { createActor, setup, type AnyActorRef, type AnyStateMachine, type InspectionEvent, type Observer } from 'xstate'
import type { Watchable } from '../../src/visualizer/index.ts'

/** Somebody's own actors under one root, as something that can be watched. */
export interface Crowd {
  readonly watchable: Watchable
  readonly begin: (machine: AnyStateMachine, id: string) => AnyActorRef
}

export const crowd = (): Crowd => {
  const root = createActor(setup({}).createMachine({ id: 'crowd', on: { '*': {} } }))
  root.start()
  onTestFinished(() => void root.stop())
  const inspect = (observer: Observer<InspectionEvent>) => {
    observer.next?.({ type: '@xstate.actor', rootId: root.sessionId, actorRef: root })
    return root.system.inspect(observer)
  }
  return {
    watchable: { inspect: (observer) => inspect(observer) },
    begin: (machine, id) => {
      const actor = createActor(machine, { id, parent: root })
      actor.subscribe({ error: () => undefined })
      actor.start()
      return actor
    },
  }
}

export const lamp = setup({
  actions: {
    burst: () => {
      throw new Error('splinters')
    },
  },
}).createMachine({
  id: 'lamp',
  initial: 'off',
  states: { off: { on: { 'lamp.on': 'on' } }, on: { on: { 'lamp.off': 'off' } } },
  on: { 'lamp.overheated': { actions: 'burst' } },
})

/** More than can be laid out. */
export const endless = setup({}).createMachine({
  id: 'endless',
  initial: 's0',
  states: Object.fromEntries(
    Array.from({ length: 3_000 }, (_, at) => [`s${at}`, { on: { next: `s${(at + 1) % 3_000}` } }]),
  ),
})

/** Nothing in it has a name. */
export const nameless = setup({}).createMachine({
  initial: 'a',
  states: { a: { on: { go: [{ guard: () => true, target: 'b', actions: () => undefined }] } }, b: {} },
})
