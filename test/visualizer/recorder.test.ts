import { createActor, setup } from 'xstate'
import { expect, it } from 'vitest'
import { chartOf } from '../../src/visualizer/chartOf.ts'
import type { Entry } from '../../src/visualizer/recording/entry.ts'
import type { WatchedTraffic } from '../../src/visualizer/recording/watchable.ts'
import { door, emptyLayout, recorderOf, told, watchedDoor } from './doors.ts'

const doorMoves = (entries: readonly object[]) =>
  entries.filter((entry) => 'kind' in entry && (entry.kind === 'event' || entry.kind === 'snapshot'))

it('announces an actor that lived before', () => {
  const { actor, watchable } = watchedDoor()
  actor.start()
  const { recorder, added } = recorderOf()
  recorder.watch(watchable, 'Tosh')

  expect(added).toEqual([
    { n: 0, at: 1_000, kind: 'chart', chart: 'door', drawing: { chart: chartOf(door) } },
    {
      n: 1,
      at: 1_000,
      kind: 'actor',
      actor: `Tosh/${actor.sessionId}`,
      client: 'Tosh',
      label: actor.id,
      chart: 'door',
    },
    {
      ...{ n: 2, at: 1_000, kind: 'snapshot', actor: `Tosh/${actor.sessionId}`, type: 'inspection.started' },
      ...{ status: 'active', states: ['', 'closed'], taken: [], actions: [], context: {} },
    },
  ])
})

it('writes down the event, then the step with its arrows and actions', () => {
  const { actor, watchable } = watchedDoor()
  actor.start()
  const { recorder, added } = recorderOf()
  recorder.watch(watchable, 'Tosh')
  actor.send({ type: 'door.open' })

  const key = `Tosh/${actor.sessionId}`
  expect(doorMoves(added.slice(3))).toEqual([
    { n: 3, at: 1_000, kind: 'event', to: key, type: 'door.open', event: {} },
    {
      ...{ n: 4, at: 1_000, kind: 'snapshot', actor: key, type: 'door.open' },
      ...{ status: 'active', states: ['', 'open'], taken: ['door.open'], actions: ['creak'] },
    },
  ])
})

const chartsIn = (entries: readonly Entry[]) => entries.filter((entry) => entry.kind === 'chart')

it('writes each chart down once', () => {
  const [one, other] = [watchedDoor(), watchedDoor()]
  const { recorder, added } = recorderOf()
  recorder.watch(one.watchable, 'Tosh')
  recorder.watch(other.watchable, 'Lene')

  expect(chartsIn(added)).toEqual([
    { n: 0, at: 1_000, kind: 'chart', chart: 'door', drawing: { chart: chartOf(door) } },
  ])
})

it('lays a chart out once, when somebody looks at it', async () => {
  const { recorder, added } = recorderOf()
  recorder.watch(watchedDoor().watchable, 'Tosh')
  recorder.layOut('door')
  recorder.layOut('door')
  await Promise.resolve()

  expect(chartsIn(added.slice(1))).toEqual([
    {
      ...{ n: 3, at: 1_000, kind: 'chart', chart: 'door' },
      drawing: { chart: chartOf(door), layout: { ...emptyLayout, machine: 'door' } },
    },
  ])
})

it('says in words why a chart has no picture', async () => {
  const { recorder, added } = recorderOf(undefined, () => Promise.reject(new Error('too many states')))
  recorder.watch(watchedDoor().watchable, 'Tosh')
  recorder.layOut('door')
  await Promise.resolve()
  await Promise.resolve()

  expect(chartsIn(added.slice(1))).toEqual([
    { n: 3, at: 1_000, kind: 'chart', chart: 'door', drawing: { chart: chartOf(door), refused: 'too many states' } },
  ])
})

it('takes an event that comes round to itself, and an enormous one', () => {
  const { actor, watchable } = watchedDoor()
  actor.start()
  const { recorder, added } = recorderOf()
  recorder.watch(watchable, 'Tosh')
  const ring: { self?: object } = {}
  ring.self = ring
  actor.send({ type: 'door.open', ring, enormous: 'x'.repeat(10_000_000) })

  expect(actor.getSnapshot().value).toBe('open')
  expect(added[3]).toMatchObject({
    event: {
      ring: { self: '(again)' },
      enormous: expect.stringMatching(/^x{2000} \(10000000 characters\)$/) as string,
    },
  })
})

it('disturbs nobody where something cannot be written down, and says so', () => {
  const { actor, watchable } = watchedDoor()
  actor.start()
  const { recorder, added } = recorderOf()
  recorder.watch(watchable, 'Tosh')
  const broken = new Proxy(
    { type: 'door.open' as const },
    {
      ownKeys: () => {
        throw new Error('no keys')
      },
    },
  )
  actor.send(broken)

  expect(actor.getSnapshot().value).toBe('open')
  expect(added.filter(({ kind }) => kind === 'trouble')).toEqual([
    { n: 3, at: 1_000, kind: 'trouble', what: 'Something could not be written down: Error: no keys' },
  ])
})

it('names the answer that brought an event', () => {
  const { actor, watchable } = watchedDoor()
  actor.start()
  const traffic$ = told<WatchedTraffic>()
  const { recorder, added } = recorderOf()
  recorder.watch({ ...watchable, traffic$ }, 'Tosh')
  traffic$.tell({ kind: 'response', number: 7, operation: 'events', url: '/events' })
  actor.send({ type: 'door.jammed', by: 'frost' })

  expect(added.slice(3, 5)).toEqual([
    {
      ...{ n: 3, at: 1_000, kind: 'traffic', client: 'Tosh', direction: 'response', number: 7 },
      ...{ operation: 'events', url: '/events', detail: {} },
    },
    {
      n: 4,
      at: 1_000,
      kind: 'event',
      to: `Tosh/${actor.sessionId}`,
      type: 'door.jammed',
      event: { by: 'frost' },
      cause: 3,
    },
  ])
})

it('names no answer for what the user wants', () => {
  const { actor, watchable } = watchedDoor()
  actor.start()
  const traffic$ = told<WatchedTraffic>()
  const { recorder, added } = recorderOf()
  recorder.watch({ ...watchable, traffic$ }, 'Tosh')
  traffic$.tell({ kind: 'response', number: 7, operation: 'events', url: '/events' })
  actor.send({ type: 'door.open' })

  expect(added[4]).toEqual({
    n: 4,
    at: 1_000,
    kind: 'event',
    to: `Tosh/${actor.sessionId}`,
    type: 'door.open',
    event: {},
  })
})

it('writes down what an actor threw, of which only its parent is told', () => {
  const { actor: house, watchable } = watchedDoor(setup({}).createMachine({ id: 'house', on: { '*': {} } }))
  house.start()
  const { recorder, added } = recorderOf()
  recorder.watch(watchable, 'Tosh')
  const actor = createActor(door, { parent: house })
  actor.subscribe({ error: () => undefined })
  actor.start()
  actor.send({ type: 'door.jammed', by: 'frost' })
  actor.send({ type: 'door.open' })

  const key = `Tosh/${actor.sessionId}`
  expect(added.filter((entry) => entry.kind === 'snapshot' && entry.actor === key && entry.status === 'error')).toEqual(
    [
      expect.objectContaining({
        states: ['', 'stuck'],
        output: { name: 'Error', explanation: 'splinters' },
      }),
    ],
  )
})

it('writes down values of streams', () => {
  const status$ = told<unknown>()
  const { recorder, added } = recorderOf()
  recorder.watch({ inspect: () => ({ unsubscribe: () => undefined }), streams: { status$ } }, 'Tosh')
  status$.tell({ state: 'available' })

  expect(added).toEqual([
    { n: 0, at: 1_000, kind: 'stream', client: 'Tosh', stream: 'status$', value: { state: 'available' } },
  ])
})

it('hears nothing more once it is told to stop', () => {
  const { actor, watchable } = watchedDoor()
  const status$ = told<unknown>()
  const { recorder, added } = recorderOf()
  const stop = recorder.watch({ ...watchable, streams: { status$ } }, 'Tosh')
  actor.start()
  stop()
  const before = added.length
  actor.send({ type: 'door.open' })

  expect([added.length, status$.listeners()]).toEqual([before, 0])
})

it('sends an event that the actor accepts', () => {
  const { actor, watchable } = watchedDoor()
  actor.start()
  const { recorder } = recorderOf()
  recorder.watch(watchable, 'Tosh')

  expect(recorder.send(`Tosh/${actor.sessionId}`, { type: 'door.open' })).toBe('sent')
  expect(actor.getSnapshot().value).toBe('open')
})

it('refuses an event that the actor would not take', () => {
  const { actor, watchable } = watchedDoor()
  actor.start()
  const { recorder } = recorderOf()
  recorder.watch(watchable, 'Tosh')

  expect(recorder.send(`Tosh/${actor.sessionId}`, { type: 'door.close' })).toBe('not accepted')
})

it('knows no actor that is over', () => {
  const { actor, watchable } = watchedDoor()
  actor.start()
  const { recorder } = recorderOf()
  recorder.watch(watchable, 'Tosh')
  actor.stop()

  expect(recorder.send(`Tosh/${actor.sessionId}`, { type: 'door.open' })).toBe('unknown actor')
})

it('tells which events an actor accepts now', () => {
  const { actor, watchable } = watchedDoor(door)
  actor.start()
  const { recorder } = recorderOf()
  recorder.watch(watchable, 'Tosh')

  expect(recorder.accepted(`Tosh/${actor.sessionId}`, ['door.open', 'door.close', 'door.jammed'])).toEqual([
    'door.open',
    'door.jammed',
  ])
})
