import { Subject } from 'rxjs'
import { expect } from 'vitest'
import { createActor, fromEventObservable } from 'xstate'
import type { ChannelSignal, eventChannelMachine } from '../../machines/eventChannelMachine.ts'
import type { Scenario } from './proveChart.ts'
import { refused, timedOut, unreachable } from './samples.ts'
import { begin } from './slot.ts'

type Chart = typeof eventChannelMachine

const events = 'https://pool.contoso.com/ucwa/events?ack=1'

const start = (machine: Chart) => {
  const loop = new Subject<ChannelSignal>()
  const inputs: unknown[] = []
  const actor = begin(
    createActor(
      machine.provide({
        actors: {
          eventPages: fromEventObservable(({ input }: { input: { readonly events: string } }) => {
            inputs.push(input)
            return loop
          }),
        },
      }),
      { input: { events } },
    ),
  )
  return {
    inputs,
    isPolling: () => loop.observed,
    /** As the loop does. */
    signal: (signal: ChannelSignal) => loop.next(signal),
    /** As the one does who has read what was still there. */
    caughtUp: () => actor.send({ type: 'channel.caughtUp' }),
    snapshot: () => actor.getSnapshot(),
    value: () => actor.getSnapshot().value,
    context: () => actor.getSnapshot().context,
  }
}

type Running = ReturnType<typeof start>

const setback = { type: 'channel.backingOff', attempt: 2, retryAt: 5000, cause: timedOut } as const

const untroubled = { events, attempt: 0, retryAt: undefined, cause: undefined }

const troubled = { events, attempt: 2, retryAt: 5000, cause: timedOut }

/** Every state of an open channel, and how to get there. */
const openStates: readonly (readonly [string, (chart: Running) => void])[] = [
  ['polling', () => undefined],
  ['backingOff', ({ signal }) => signal(setback)],
  [
    'repeating',
    ({ signal }) => {
      signal(setback)
      signal({ type: 'channel.repeating' })
    },
  ],
  ['resyncing', ({ signal }) => signal({ type: 'channel.gap', cause: 'resync' })],
]

/** The fact holds in every state of an open channel, which goes on polling the whole time. */
const everywhere = (title: string, run: (chart: Running, from: string) => void): Scenario<Chart> => ({
  title,
  run: (machine) => {
    for (const [from, go] of openStates) {
      const chart = start(machine)
      go(chart)
      expect(chart.value()).toEqual({ open: from })
      run(chart, from)
      expect(chart.inputs).toHaveLength(1)
    }
  },
})

export const scenarios: readonly Scenario<Chart>[] = [
  {
    title: 'polls from the beginning, at the link it was given',
    run: (machine) => {
      const { inputs, isPolling, snapshot } = start(machine)
      expect(snapshot()).toMatchObject({ value: { open: 'polling' }, status: 'active' })
      expect(snapshot().context).toStrictEqual(untroubled)
      expect(inputs).toStrictEqual([{ events }])
      expect(isPolling()).toBe(true)
    },
  },
  everywhere('backs off in every state when the request breaks', (chart) => {
    chart.signal({ type: 'channel.backingOff', attempt: 3, retryAt: 9000, cause: unreachable })
    expect(chart.value()).toEqual({ open: 'backingOff' })
    expect(chart.context()).toStrictEqual({ events, attempt: 3, retryAt: 9000, cause: unreachable })
    expect(chart.isPolling()).toBe(true)
  }),
  {
    title: 'polls on, without the setback, when the request is answered',
    run: (machine) => {
      const { signal, value, context, isPolling } = start(machine)
      signal(setback)
      expect(context()).toStrictEqual(troubled)
      signal({ type: 'channel.repeating' })
      expect([value(), context()]).toEqual([{ open: 'repeating' }, troubled])
      signal({ type: 'channel.polling' })
      expect(value()).toEqual({ open: 'polling' })
      expect(context()).toStrictEqual(untroubled)
      expect(isPolling()).toBe(true)
    },
  },
  everywhere('resyncs in every state after a gap', (chart) => {
    for (const cause of ['resync', 'resume'] as const) {
      chart.signal({ type: 'channel.gap', cause })
      expect(chart.value()).toEqual({ open: 'resyncing' })
      expect(chart.context()).toStrictEqual(untroubled)
      expect(chart.isPolling()).toBe(true)
    }
  }),
  {
    title: 'resyncs until what was there has been read',
    run: (machine) => {
      const { signal, caughtUp, value, isPolling } = start(machine)
      signal({ type: 'channel.gap', cause: 'resync' })
      signal({ type: 'channel.polling' })
      expect(value()).toEqual({ open: 'resyncing' })
      caughtUp()
      expect(value()).toEqual({ open: 'polling' })
      expect(isPolling()).toBe(true)
    },
  },
  {
    title: 'keeps backing off when a reading ends meanwhile',
    run: (machine) => {
      const { signal, caughtUp, value, context } = start(machine)
      signal({ type: 'channel.gap', cause: 'resync' })
      signal(setback)
      caughtUp()
      expect(value()).toEqual({ open: 'backingOff' })
      expect(context()).toStrictEqual(troubled)
    },
  },
  everywhere('ends without a cause in every state when it is replaced', (chart) => {
    chart.signal({ type: 'channel.replaced' })
    expect(chart.snapshot()).toMatchObject({ value: 'replaced', status: 'done' })
    expect(chart.snapshot().output).toStrictEqual({ cause: undefined })
    expect(chart.context()).toStrictEqual(untroubled)
    expect(chart.isPolling()).toBe(false)
  }),
  everywhere('ends with the cause in every state when there is no coming back', (chart) => {
    chart.signal({ type: 'channel.gone', cause: refused(404) })
    expect(chart.snapshot()).toMatchObject({ value: 'gone', status: 'done' })
    expect(chart.snapshot().output).toStrictEqual({ cause: refused(404) })
    expect(chart.isPolling()).toBe(false)
  }),
  {
    title: 'stops polling when it is stopped',
    run: (machine) => {
      const loop = new Subject<ChannelSignal>()
      const actor = begin(
        createActor(machine.provide({ actors: { eventPages: fromEventObservable(() => loop) } }), {
          input: { events },
        }),
      )
      expect(loop.observed).toBe(true)
      actor.stop()
      expect(loop.observed).toBe(false)
    },
  },
]
