import { expect } from 'vitest'
import { createActor } from 'xstate'
import type { OutgoingMessageEvent, outgoingMessageMachine, Sent } from '../../machines/outgoingMessageMachine.ts'
import type { Outcome } from '../../src/protocol/failure.ts'
import { drain } from '../support/virtualClock.ts'
import type { Scenario } from './proveChart.ts'
import { foreignWord, left, refused, right, timedOut, unreachable } from './samples.ts'
import { begin, slot } from './slot.ts'

type Chart = typeof outgoingMessageMachine

const start = (machine: Chart) => {
  const sending = slot<Outcome<Sent>, { readonly operationId: string }>()
  const silence = slot<void, undefined>()
  const actor = begin(
    createActor(machine.provide({ actors: { sendMessage: sending.logic, silence: silence.logic } }), {
      input: { operationId: 'a1' },
    }),
  )
  return {
    sending,
    silence,
    send: (event: OutgoingMessageEvent) => actor.send(event),
    snapshot: () => actor.getSnapshot(),
    value: () => actor.getSnapshot().value,
    context: () => actor.getSnapshot().context,
  }
}

type Running = ReturnType<typeof start>

const fresh = {
  operationId: 'a1',
  started: false,
  mayHaveArrived: false,
  location: undefined,
  reason: undefined,
  refusal: undefined,
}
const again = { ...fresh, mayHaveArrived: true }

const goToSending = ({ send }: Running): void => send({ type: 'message.send' })

const goToPending = (chart: Running): Promise<void> => {
  goToSending(chart)
  return chart.sending.call().answer(right({ location: '/messages/1' }))
}

const goToUnknown = (chart: Running): Promise<void> => {
  goToSending(chart)
  return chart.sending.call().answer(left(timedOut))
}

const goToSilent = async (chart: Running): Promise<void> => {
  await goToUnknown(chart)
  await chart.silence.call().answer()
}

const goToQueuedAgain = async (chart: Running): Promise<void> => {
  await goToUnknown(chart)
  chart.send({ type: 'message.retry' })
}

const goToUnknownAgain = async (chart: Running): Promise<void> => {
  await goToQueuedAgain(chart)
  await goToUnknown(chart)
}

interface Position {
  readonly value: unknown
  readonly go: (chart: Running) => Promise<void> | void
}

/** Every state that is not final, and how to get there: before the first POST, and after it. */
const positions: readonly Position[] = [
  { value: 'queued', go: () => undefined },
  { value: 'queued', go: goToQueuedAgain },
  { value: 'sending', go: goToSending },
  { value: 'Pending', go: goToPending },
  { value: { unknown: 'listening' }, go: goToUnknown },
  { value: { unknown: 'silent' }, go: goToSilent },
  { value: { unknown: 'listening' }, go: goToUnknownAgain },
]

const everywhere = (title: string, run: (chart: Running, value: unknown) => void): Scenario<Chart> => ({
  title,
  run: async (machine) => {
    for (const { value, go } of positions) {
      const chart = start(machine)
      await go(chart)
      expect(chart.value()).toEqual(value)
      run(chart, value)
    }
  },
})

const failed = { code: 'RemoteFailure', subcode: 'Timeout' } as const

export const scenarios: readonly Scenario<Chart>[] = [
  {
    title: 'is queued until its turn comes',
    run: (machine) => {
      const { sending, silence, snapshot } = start(machine)
      expect(snapshot()).toMatchObject({ value: 'queued', status: 'active' })
      expect(snapshot().context).toStrictEqual(fresh)
      expect(sending.calls).toEqual([])
      expect(silence.calls).toEqual([])
    },
  },
  {
    title: 'sends one POST, named by its operationId',
    run: (machine) => {
      const chart = start(machine)
      goToSending(chart)
      goToSending(chart)
      expect(chart.value()).toBe('sending')
      expect(chart.sending.calls.map(({ input }) => input)).toStrictEqual([{ operationId: 'a1' }])
    },
  },
  {
    title: 'is Pending, at its Location, after the 201',
    run: async (machine) => {
      const chart = start(machine)
      await goToPending(chart)
      expect(chart.value()).toBe('Pending')
      expect(chart.context()).toStrictEqual({ ...fresh, location: '/messages/1' })
    },
  },
  {
    title: 'keeps the POST running when started beats the 201',
    run: async (machine) => {
      const chart = start(machine)
      goToSending(chart)
      chart.send({ type: 'message.started' })
      expect(chart.value()).toBe('sending')
      expect(chart.sending.call().isAborted()).toBe(false)
      await chart.sending.call().answer(right({ location: '/messages/1' }))
      expect(chart.value()).toBe('Pending')
      expect(chart.context()).toStrictEqual({ ...fresh, started: true, location: '/messages/1' })
    },
  },
  {
    title: 'is Pending when the answer is lost after started proved that it was taken',
    run: async (machine) => {
      const chart = start(machine)
      goToSending(chart)
      chart.send({ type: 'message.started' })
      await chart.sending.call().answer(left(timedOut))
      expect(chart.value()).toBe('Pending')
      expect(chart.context()).toStrictEqual({ ...fresh, started: true })
    },
  },
  {
    title: 'is unknown while it listens, after the answer is lost',
    run: async (machine) => {
      for (const failure of [timedOut, unreachable]) {
        const chart = start(machine)
        goToSending(chart)
        await chart.sending.call().answer(left(failure))
        expect(chart.snapshot()).toMatchObject({ value: { unknown: 'listening' }, status: 'active' })
        expect(chart.context()).toStrictEqual({ ...fresh, refusal: failure })
        expect(chart.silence.calls).toHaveLength(1)
      }
    },
  },
  {
    title: 'is Failed after a refusal',
    run: async (machine) => {
      const chart = start(machine)
      goToSending(chart)
      await chart.sending.call().answer(left(refused(403)))
      expect(chart.snapshot()).toMatchObject({ value: 'Failed', status: 'done' })
      expect(chart.context()).toStrictEqual({ ...fresh, refusal: refused(403) })
    },
  },
  {
    title: 'is Pending when started is heard of an unknown message',
    run: async (machine) => {
      for (const go of [goToUnknown, goToSilent]) {
        const chart = start(machine)
        await go(chart)
        chart.send({ type: 'message.started' })
        expect(chart.value()).toBe('Pending')
        expect(chart.context()).toStrictEqual(fresh)
      }
      const chart = start(machine)
      await goToUnknown(chart)
      chart.send({ type: 'message.started' })
      expect(chart.silence.call().isAborted()).toBe(true)
    },
  },
  {
    title: 'stays unknown, for good or ill, after a long silence',
    run: async (machine) => {
      const chart = start(machine)
      await goToSilent(chart)
      expect(chart.snapshot()).toMatchObject({ value: { unknown: 'silent' }, status: 'active' })
      expect(chart.context()).toStrictEqual({ ...fresh, refusal: timedOut })
    },
  },
  {
    title: 'can be retried only while it is unknown',
    run: async (machine) => {
      for (const { value, go } of positions) {
        const chart = start(machine)
        await go(chart)
        expect(chart.snapshot().can({ type: 'message.retry' })).toBe(typeof value === 'object')
      }
    },
  },
  {
    title: 'waits for its turn again after a retry',
    run: async (machine) => {
      for (const go of [goToUnknown, goToSilent]) {
        const chart = start(machine)
        await go(chart)
        chart.send({ type: 'message.retry' })
        expect(chart.value()).toBe('queued')
        expect(chart.context()).toStrictEqual(again)
        expect(chart.sending.calls).toHaveLength(1)
        goToSending(chart)
        expect(chart.sending.calls.map(({ input }) => input)).toEqual([{ operationId: 'a1' }, { operationId: 'a1' }])
      }
    },
  },
  {
    title: 'is not sent again when started comes before the retry has its turn',
    run: async (machine) => {
      const chart = start(machine)
      await goToQueuedAgain(chart)
      chart.send({ type: 'message.started' })
      goToSending(chart)
      expect(chart.value()).toBe('Pending')
      expect(chart.sending.calls).toHaveLength(1)
    },
  },
  {
    title: 'goes on listening while messaging is down',
    run: async (machine) => {
      for (const { value, go } of positions.slice(2)) {
        const chart = start(machine)
        await go(chart)
        chart.send({ type: 'messaging.disconnected' })
        expect(chart.value()).toEqual(value)
      }
    },
  },
  everywhere('is Succeeded in every state after Success', (chart) => {
    chart.send({ type: 'message.completed', status: 'Success', reason: failed })
    expect(chart.snapshot()).toMatchObject({ value: 'Succeeded', status: 'done' })
    expect(chart.context()).toMatchObject({ reason: failed })
    expect(chart.context().refusal).toBeUndefined()
  }),
  {
    title: 'is Succeeded after a completed without a status',
    run: (machine) => {
      for (const status of [undefined, null]) {
        const chart = start(machine)
        goToSending(chart)
        chart.send({ type: 'message.completed', status })
        expect(chart.value()).toBe('Succeeded')
        expect(chart.context()).toStrictEqual(fresh)
      }
    },
  },
  everywhere('is Failed in every state after Failure, but unknown where another try may have arrived', (chart) => {
    const { mayHaveArrived } = chart.context()
    chart.send({ type: 'message.completed', status: 'Failure', reason: failed })
    expect(chart.snapshot()).toMatchObject(
      mayHaveArrived ? { value: { unknown: 'listening' }, status: 'active' } : { value: 'Failed', status: 'done' },
    )
    expect(chart.context()).toMatchObject({ reason: failed })
    expect(chart.context().refusal).toBeUndefined()
  }),
  {
    title: 'is unknown after the refusal of a second try',
    run: async (machine) => {
      const chart = start(machine)
      await goToQueuedAgain(chart)
      goToSending(chart)
      await chart.sending.call().answer(left(refused(403)))
      expect(chart.value()).toEqual({ unknown: 'listening' })
      expect(chart.context()).toStrictEqual({ ...again, refusal: refused(403) })
    },
  },
  {
    title: 'forgets that it was started when a try of it has failed',
    run: async (machine) => {
      const chart = start(machine)
      await goToQueuedAgain(chart)
      goToSending(chart)
      chart.send({ type: 'message.started' })
      chart.send({ type: 'message.completed', status: 'Failure', reason: null })
      expect(chart.value()).toEqual({ unknown: 'listening' })
      expect(chart.context()).toStrictEqual(again)
    },
  },
  {
    title: 'is unknown, or lost, when messaging goes down or the conversation goes before the turn of a second try',
    run: async (machine) => {
      for (const [type, value] of [
        ['messaging.disconnected', { unknown: 'listening' }],
        ['conversation.deleted', 'lost'],
      ] as const) {
        const chart = start(machine)
        await goToQueuedAgain(chart)
        chart.send({ type })
        expect(chart.value()).toEqual(value)
        expect(chart.sending.calls).toHaveLength(1)
      }
    },
  },
  {
    title: 'is Failed after a status that nobody knows',
    run: (machine) => {
      const chart = start(machine)
      goToSending(chart)
      chart.send({ type: 'message.completed', status: foreignWord, reason: null })
      expect(chart.value()).toBe('Failed')
      expect(chart.context()).toStrictEqual(fresh)
    },
  },
  {
    title: 'lets go of the POST when completed beats the 201',
    run: async (machine) => {
      const chart = start(machine)
      goToSending(chart)
      chart.send({ type: 'message.completed', status: 'Success' })
      await drain()
      expect(chart.sending.call().isAborted()).toBe(true)
    },
  },
  {
    title: 'is Failed, never sent, when messaging goes down or the conversation goes before its turn',
    run: (machine) => {
      for (const type of ['messaging.disconnected', 'conversation.deleted'] as const) {
        const chart = start(machine)
        chart.send({ type })
        expect(chart.snapshot()).toMatchObject({ value: 'Failed', status: 'done' })
        expect(chart.sending.calls).toEqual([])
      }
    },
  },
  {
    title: 'is lost with the conversation once it was sent',
    run: async (machine) => {
      for (const { go } of positions.slice(2)) {
        const chart = start(machine)
        await go(chart)
        chart.send({ type: 'conversation.deleted' })
        expect(chart.snapshot()).toMatchObject({ value: 'lost', status: 'done' })
      }
    },
  },
  everywhere('is lost in every state with a gap', (chart) => {
    chart.send({ type: 'gap.lost' })
    expect(chart.snapshot()).toMatchObject({ value: 'lost', status: 'done' })
  }),
  {
    title: 'breaks when its slot throws',
    run: async (machine) => {
      const chart = start(machine)
      goToSending(chart)
      await chart.sending.call().break(new Error('a defect'))
      expect(chart.snapshot()).toMatchObject({ status: 'error', error: new Error('a defect') })
    },
  },
]
