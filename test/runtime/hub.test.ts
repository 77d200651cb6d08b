import { expect, test } from 'vitest'
import { fromPromise, setup } from 'xstate'
import { createHub, type ChartOwner } from '../../src/runtime/hub.ts'
import { unhandledErrors } from '../integration/unhandledErrors.ts'
import { drain, virtualClock } from '../support/virtualClock.ts'

const chart = setup({
  types: { events: {} as { readonly type: 'finish' | 'throw' | 'wait' | 'nothing' } },
  actors: { forever: fromPromise<void>(() => new Promise(() => undefined)) },
  actions: {
    fail: () => {
      throw new Error('mine')
    },
  },
  delays: { minute: 60_000 },
}).createMachine({
  initial: 'living',
  states: {
    living: {
      invoke: { id: 'forever', src: 'forever' },
      after: { minute: 'over' },
      on: { finish: 'over', throw: { actions: 'fail' } },
    },
    over: { type: 'final' },
  },
})

const owner = (): ChartOwner & { readonly told: string[] } => {
  const told: string[] = []
  return {
    told,
    chartIsOver: () => void told.push('over'),
    chartBroke: (error) => void told.push(error instanceof Error ? error.message : 'broke'),
  }
}

const open = () => {
  const clock = virtualClock()
  return { clock, hub: createHub(clock) }
}

test('tells the owner when the chart is over', () => {
  const { hub } = open()
  const mine = owner()
  hub.spawn(chart, { id: 'chart', input: undefined, owner: mine }).send({ type: 'finish' })
  expect([mine.told, hub.size()]).toEqual([['over'], 0])
})

test('tells the owner when the chart threw', () => {
  const { hub } = open()
  const mine = owner()
  const child = hub.spawn(chart, { id: 'chart', input: undefined, owner: mine })
  child.subscribe({ error: () => undefined })
  child.send({ type: 'throw' })
  expect([mine.told, hub.size()]).toEqual([['mine'], 0])
})

test('a chart that threw harms no other', () => {
  const { hub } = open()
  const [one, other] = [owner(), owner()]
  const child = hub.spawn(chart, { id: 'chart', input: undefined, owner: one })
  child.subscribe({ error: () => undefined })
  const neighbour = hub.spawn(chart, { id: 'chart', input: undefined, owner: other })
  child.send({ type: 'throw' })
  neighbour.send({ type: 'finish' })
  expect(other.told).toEqual(['over'])
})

test('gives charts of one name different ids', () => {
  const { hub } = open()
  const ids = [1, 2].map(() => hub.spawn(chart, { id: 'chart', input: undefined, owner: owner() }).id)
  expect(new Set(ids).size).toBe(2)
})

test('stops one chart without telling its owner', () => {
  const { hub } = open()
  const mine = owner()
  const child = hub.spawn(chart, { id: 'chart', input: undefined, owner: mine })
  hub.stop(child)
  expect([child.getSnapshot().status, mine.told, hub.size()]).toEqual(['stopped', [], 0])
})

test('a chart that is stopped leaves no timer', () => {
  const { hub, clock } = open()
  hub.stop(hub.spawn(chart, { id: 'chart', input: undefined, owner: owner() }))
  expect(clock.pending()).toBe(0)
})

test('closing stops every chart', () => {
  const { hub, clock } = open()
  const children = [1, 2, 3].map(() => hub.spawn(chart, { id: 'chart', input: undefined, owner: owner() }))
  hub.close()
  expect([children.map((child) => child.getSnapshot().status), hub.size(), clock.pending()]).toEqual([
    ['stopped', 'stopped', 'stopped'],
    0,
    0,
  ])
})

test('charts live by the clock of the hub', async () => {
  const { hub, clock } = open()
  const mine = owner()
  hub.spawn(chart, { id: 'chart', input: undefined, owner: mine })
  await clock.advance(60_000)
  expect(mine.told).toEqual(['over'])
})

test('a chart of a closed hub tells its owner all the same', () => {
  const { hub } = open()
  hub.close()
  const mine = owner()
  hub.spawn(chart, { id: 'chart', input: undefined, owner: mine }).send({ type: 'finish' })
  expect(mine.told).toEqual(['over'])
})

test('announces living charts with what they run', () => {
  const { hub } = open()
  hub.spawn(chart, { id: 'chart', input: undefined, owner: owner() })
  const announced: unknown[] = []
  hub.inspect({
    next: ({ type, actorRef }) => type === '@xstate.actor' && announced.push(Reflect.get(actorRef, 'id')),
  })
  expect(announced).toEqual(['hub', 'chart:0', 'forever'])
})

test('an observer that throws does not break the chart', async () => {
  const { hub } = open()
  const unhandled = unhandledErrors()
  hub.inspect({
    next: () => {
      throw new Error('mine')
    },
  })
  const mine = owner()
  hub.spawn(chart, { id: 'chart', input: undefined, owner: mine }).send({ type: 'finish' })
  await drain()
  expect([mine.told, (await unhandled(1))[0]]).toEqual([['over'], 'mine'])
})

test('announces what is there with its state', () => {
  const { hub } = open()
  hub.spawn(chart, { id: 'chart', input: undefined, owner: owner() })
  const announced: unknown[] = []
  hub.inspect({
    next: (inspection) => {
      if (inspection.type !== '@xstate.snapshot') return
      const { actorRef, event, snapshot } = inspection
      announced.push([Reflect.get(actorRef, 'id'), event.type, snapshot.status, Reflect.get(snapshot, 'value')])
    },
  })
  expect(announced).toEqual([
    ['hub', 'inspection.started', 'active', undefined],
    ['chart:0', 'inspection.started', 'active', 'living'],
    ['forever', 'inspection.started', 'active', undefined],
  ])
})

test('shows its own end to those who inspect it', () => {
  const { hub } = open()
  const states: unknown[] = []
  hub.inspect({ next: (seen) => seen.type === '@xstate.snapshot' && states.push(seen.snapshot.status) })
  hub.close()
  expect(states).toEqual(['active', 'stopped'])
})

test('a chart that is stopped twice harms no other', () => {
  const { hub } = open()
  const mine = owner()
  const child = hub.spawn(chart, { id: 'chart', input: undefined, owner: owner() })
  const neighbour = hub.spawn(chart, { id: 'chart', input: undefined, owner: mine })
  hub.stop(child)
  hub.stop(child)
  neighbour.send({ type: 'finish' })
  expect(mine.told).toEqual(['over'])
})

test('a chart that begins when the end is near outlives it', () => {
  const { hub } = open()
  hub.seal()
  const mine = owner()
  const child = hub.spawn(chart, { id: 'chart', input: undefined, owner: mine })
  hub.close()
  const { status } = child.getSnapshot()
  child.send({ type: 'finish' })
  expect([status, mine.told]).toEqual(['active', ['over']])
})

test('a chart of a closed hub lives by its clock, with its input', async () => {
  const { hub, clock } = open()
  hub.close()
  const mine = owner()
  const named = setup({ types: { input: {} as string, context: {} as { name: string } } }).createMachine({
    context: ({ input }) => ({ name: input }),
    initial: 'over',
    states: { over: { type: 'final' } },
  })
  const child = hub.spawn(named, { id: 'named', input: 'mine', owner: owner() })
  hub.spawn(chart, { id: 'chart', input: undefined, owner: mine })
  await clock.advance(60_000)
  expect([child.id, child.getSnapshot().context.name, mine.told]).toEqual(['named:0', 'mine', ['over']])
})

test('a chart of a closed hub tells its owner that it threw', () => {
  const { hub } = open()
  hub.close()
  const mine = owner()
  hub.spawn(chart, { id: 'chart', input: undefined, owner: mine }).send({ type: 'throw' })
  expect(mine.told).toEqual(['mine'])
})
