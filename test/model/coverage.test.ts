import { expect, test } from 'vitest'
import { createActor, setup, type InspectionEvent, type Observer } from 'xstate'
import {
  createCoverage,
  declaredBy,
  descriptorsOf,
  statesNotEntered,
  summaryOf,
  transitionsNotTaken,
} from './coverage.ts'

const door = setup({ guards: { isNight: () => false } }).createMachine({
  id: 'door',
  initial: 'closed',
  on: { slam: '.closed' },
  states: {
    closed: { on: { push: [{ guard: 'isNight' }, { target: 'open.wide' }] } },
    open: { initial: 'ajar', states: { ajar: {}, wide: { always: { guard: 'isNight', target: '#door.closed' } } } },
  },
})

test('finds every state and transition of a machine, at every depth', () => {
  expect(declaredBy(door)).toEqual({
    machine: 'door',
    states: [
      { path: 'closed', entered: 0 },
      { path: 'open', entered: 0 },
      { path: 'open.ajar', entered: 0 },
      { path: 'open.wide', entered: 0 },
    ],
    transitions: [
      { id: '#slam#0', source: '', event: 'slam', index: 0, targets: ['closed'], taken: 0 },
      { id: 'closed#push#0', source: 'closed', event: 'push', index: 0, guard: 'isNight', targets: [], taken: 0 },
      { id: 'closed#push#1', source: 'closed', event: 'push', index: 1, targets: ['open.wide'], taken: 0 },
      {
        id: 'open.wide##0',
        source: 'open.wide',
        event: '',
        index: 0,
        guard: 'isNight',
        targets: ['closed'],
        taken: 0,
      },
    ],
  })
})

test('tells the events that a state hears of, its ancestors included', () => {
  expect(descriptorsOf(createActor(door).getSnapshot())).toEqual(['slam', 'push'])
})

test('counts what a running actor did', () => {
  const coverage = createCoverage(door)
  const actor = createActor(door)
  coverage.watch({ inspect: (observer: Observer<InspectionEvent>) => actor.system.inspect(observer) })
  actor.start()
  for (const type of ['push', 'slam', 'slam', 'push']) actor.send({ type })
  const result = coverage.result()
  expect({
    taken: result.transitions.map(({ taken }) => taken),
    entered: result.states.map(({ entered }) => entered),
    states: statesNotEntered(result),
    transitions: transitionsNotTaken(result),
    summary: summaryOf(result),
  }).toEqual({
    taken: [2, 0, 2, 0],
    entered: [2, 2, 0, 2],
    states: ['open.ajar'],
    transitions: ['closed#push#0 if isNight', 'open.wide##0 if isNight → closed'],
    summary: '2 of 4 transitions, 3 of 4 states',
  })
})

test('does not count what another machine did', () => {
  const coverage = createCoverage(door)
  const actor = createActor(setup({}).createMachine({ id: 'window', initial: 'closed', states: { closed: {} } }))
  coverage.watch({ inspect: (observer: Observer<InspectionEvent>) => actor.system.inspect(observer) })
  actor.start()
  expect(summaryOf(coverage.result())).toBe('0 of 4 transitions, 0 of 4 states')
})
