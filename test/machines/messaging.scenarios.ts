import { expect } from 'vitest'
import { createActor } from 'xstate'
import type { messagingMachine, MessagingEvent } from '../../machines/messagingMachine.ts'
import type { Outcome } from '../../src/protocol/failure.ts'
import type { Messaging } from '../../src/protocol/resource/messaging.ts'
import type { Scenario } from './proveChart.ts'
import { ended, foreignWord, left, messagingIn, refused, success, timedOut, unreachable } from './samples.ts'
import { begin, slot } from './slot.ts'

type Chart = typeof messagingMachine

const start = (machine: Chart) => {
  const stopping = slot<Outcome<void>, Messaging | undefined>()
  const actor = begin(createActor(machine.provide({ actors: { stopMessaging: stopping.logic } })))
  return {
    stopping,
    send: (event: MessagingEvent) => actor.send(event),
    follow: (messaging: Messaging) => actor.send({ type: 'messaging.updated', messaging }),
    stop: () => actor.send({ type: 'messaging.stop' }),
    canStop: () => actor.getSnapshot().can({ type: 'messaging.stop' }),
    snapshot: () => actor.getSnapshot(),
    value: () => actor.getSnapshot().value,
  }
}

/** Every word of the wire that has a state, and the state. */
const words = {
  Connecting: 'Connecting',
  Connected: 'Connected',
  Disconnecting: { Disconnecting: 'waiting' },
  Disconnected: 'Disconnected',
} as const

/** Where the modality can be stopped. */
const upWords = ['Connecting', 'Connected', 'Disconnecting'] as const

const startStopping = (machine: Chart, state: string) => {
  const chart = start(machine)
  chart.follow(messagingIn(state, 'stopMessaging'))
  chart.stop()
  return chart
}

const following = Object.entries(words).map(([to, value]): Scenario<Chart> => ({
  title: `goes from any state to ${to} when the server says so`,
  run: (machine) => {
    const fresh = start(machine)
    fresh.follow(messagingIn(to))
    expect(fresh.value()).toEqual(value)

    for (const from of Object.keys(words)) {
      const { follow, send, snapshot } = start(machine)
      follow(messagingIn(from))
      send({ type: 'messaging.updated', messaging: messagingIn(to, 'self'), reason: ended })
      expect(snapshot().value).toEqual(value)
      expect(snapshot().context).toStrictEqual({
        messaging: messagingIn(to, 'self'),
        reason: ended,
        refusal: undefined,
      })
    }
  },
}))

const endings = (['conversation.deleted', 'gap.lost'] as const).map((type): Scenario<Chart> => ({
  title: `is Disconnected in every state on ${type}`,
  run: (machine) => {
    for (const from of Object.keys(words)) {
      const { follow, send, snapshot } = start(machine)
      follow(messagingIn(from))
      send({ type })
      expect(snapshot()).toMatchObject({ value: 'Disconnected', status: 'active' })
    }
    const { send, stopping, value } = startStopping(machine, 'Connected')
    send({ type })
    expect(value()).toBe('Disconnected')
    expect(stopping.call().isAborted()).toBe(true)
  },
}))

export const scenarios: readonly Scenario<Chart>[] = [
  {
    title: 'begins Disconnected, with nothing known',
    run: (machine) => {
      const { snapshot } = start(machine)
      expect(snapshot().value).toBe('Disconnected')
      expect(snapshot().context).toStrictEqual({ messaging: undefined, reason: undefined, refusal: undefined })
    },
  },
  ...following,
  {
    title: 'stays where it is, with the new body, at a word that has no state',
    run: (machine) => {
      for (const word of ['Transferring', foreignWord]) {
        for (const [from, value] of Object.entries(words)) {
          const { follow, snapshot } = start(machine)
          follow(messagingIn(from))
          follow(messagingIn(word))
          expect(snapshot().value).toEqual(value)
          expect(snapshot().context.messaging).toEqual(messagingIn(word))
        }
      }
    },
  },
  {
    title: 'forgets the reason of an earlier event',
    run: (machine) => {
      const { follow, send, snapshot } = start(machine)
      send({ type: 'messaging.updated', messaging: messagingIn('Disconnected'), reason: ended })
      follow(messagingIn('Connected'))
      expect(snapshot().context.reason).toBeUndefined()
      send({ type: 'messaging.updated', messaging: messagingIn('Connected'), reason: null })
      expect(snapshot().context).toStrictEqual({
        messaging: messagingIn('Connected'),
        reason: undefined,
        refusal: undefined,
      })
    },
  },
  {
    title: 'sends the POST with the last body from every state that is up',
    run: (machine) => {
      for (const state of upWords) {
        const { value, stopping } = startStopping(machine, state)
        expect(value()).toEqual({ Disconnecting: 'stopping' })
        expect(stopping.calls.map(({ input }) => input)).toEqual([messagingIn(state, 'stopMessaging')])
      }
    },
  },
  {
    title: 'cannot be stopped without the link',
    run: (machine) => {
      for (const [state, value] of Object.entries(words)) {
        const chart = start(machine)
        expect(chart.canStop()).toBe(false)
        for (const body of [messagingIn(state), { state }, { state, _links: null }]) {
          chart.follow(body)
          chart.stop()
          expect(chart.canStop()).toBe(false)
          expect(chart.value()).toEqual(value)
          expect(chart.stopping.calls).toEqual([])
        }
      }
    },
  },
  {
    title: 'cannot be stopped while it is Disconnected or being stopped',
    run: (machine) => {
      const { canStop, follow } = start(machine)
      follow(messagingIn('Disconnected', 'stopMessaging'))
      expect(canStop()).toBe(false)

      expect(startStopping(machine, 'Connected').canStop()).toBe(false)
    },
  },
  {
    title: 'keeps the POST running when an event brings anything but Disconnected',
    run: (machine) => {
      for (const word of ['Connecting', 'Connected', 'Disconnecting', 'Transferring', foreignWord]) {
        const { send, snapshot, stopping } = startStopping(machine, 'Connected')
        send({ type: 'messaging.updated', messaging: messagingIn(word), reason: ended })
        expect(snapshot().value).toEqual({ Disconnecting: 'stopping' })
        expect(stopping.call().isAborted()).toBe(false)
        expect(snapshot().context).toStrictEqual({ messaging: messagingIn(word), reason: ended, refusal: undefined })
      }
    },
  },
  {
    title: 'lets go of the POST when an event says Disconnected',
    run: (machine) => {
      const { send, snapshot, stopping } = startStopping(machine, 'Connected')
      send({ type: 'messaging.updated', messaging: messagingIn('Disconnected'), reason: ended })
      expect(snapshot().value).toBe('Disconnected')
      expect(stopping.call().isAborted()).toBe(true)
      expect(snapshot().context).toStrictEqual({
        messaging: messagingIn('Disconnected'),
        reason: ended,
        refusal: undefined,
      })
    },
  },
  {
    title: 'waits for the event channel after the POST is answered',
    run: async (machine) => {
      for (const state of upWords) {
        const { snapshot, stopping } = startStopping(machine, state)
        await stopping.call().answer(success)
        expect(snapshot().value).toEqual({ Disconnecting: 'waiting' })
        expect(snapshot().context).toStrictEqual({
          messaging: messagingIn(state, 'stopMessaging'),
          reason: undefined,
          refusal: undefined,
        })
      }
    },
  },
  {
    title: 'waits for the event channel after the answer to the POST is lost',
    run: async (machine) => {
      for (const state of upWords) {
        for (const failure of [timedOut, unreachable]) {
          const { snapshot, stopping } = startStopping(machine, state)
          await stopping.call().answer(left(failure))
          expect(snapshot().value).toEqual({ Disconnecting: 'waiting' })
          expect(snapshot().context.refusal).toBeUndefined()
        }
      }
    },
  },
  {
    title: 'can be stopped again while it waits',
    run: async (machine) => {
      const { stop, stopping, value } = startStopping(machine, 'Connected')
      await stopping.call().answer(left(timedOut))
      stop()
      expect(value()).toEqual({ Disconnecting: 'stopping' })
      expect(stopping.calls).toHaveLength(2)
    },
  },
  {
    title: 'goes back to what the last body says after a refusal',
    run: async (machine) => {
      for (const state of upWords) {
        const { snapshot, stopping } = startStopping(machine, state)
        await stopping.call().answer(left(refused(409)))
        expect(snapshot().value).toEqual(words[state])
        expect(snapshot().context).toStrictEqual({
          messaging: messagingIn(state, 'stopMessaging'),
          reason: undefined,
          refusal: refused(409),
        })
      }
    },
  },
  {
    title: 'goes back to a body that came during the POST',
    run: async (machine) => {
      for (const [before, after] of [
        ['Connecting', 'Connected'],
        ['Connected', 'Connecting'],
        ['Connected', 'Disconnecting'],
      ] as const) {
        const { follow, stopping, value } = startStopping(machine, before)
        follow(messagingIn(after))
        await stopping.call().answer(left(refused(409)))
        expect(value()).toEqual(words[after])
      }
    },
  },
  {
    title: 'goes back to Connected where the last body says a word that has no state',
    run: async (machine) => {
      const { follow, stopping, value } = startStopping(machine, 'Connecting')
      follow(messagingIn('Transferring'))
      await stopping.call().answer(left(refused(409)))
      expect(value()).toBe('Connected')
    },
  },
  {
    title: 'forgets a refusal at the next attempt, from every state',
    run: async (machine) => {
      for (const state of upWords) {
        const { snapshot, stop, stopping } = startStopping(machine, state)
        await stopping.call().answer(left(refused(409)))
        stop()
        expect(snapshot().context.refusal).toBeUndefined()
        expect(stopping.calls).toHaveLength(2)
      }
    },
  },
  {
    title: 'forgets a refusal at the next event',
    run: async (machine) => {
      const { follow, snapshot, stopping } = startStopping(machine, 'Connected')
      await stopping.call().answer(left(refused(409)))
      follow(messagingIn('Connected', 'stopMessaging'))
      expect(snapshot().context.refusal).toBeUndefined()
    },
  },
  ...endings,
  {
    title: 'comes up again after it was Disconnected',
    run: (machine) => {
      const { follow, send, value } = start(machine)
      follow(messagingIn('Connected'))
      send({ type: 'gap.lost' })
      follow(messagingIn('Connecting'))
      expect(value()).toBe('Connecting')
    },
  },
  {
    title: 'breaks when its slot throws',
    run: async (machine) => {
      const { snapshot, stopping } = startStopping(machine, 'Connected')
      await stopping.call().break(new Error('a defect'))
      expect(snapshot()).toMatchObject({ status: 'error', error: new Error('a defect') })
    },
  },
]
