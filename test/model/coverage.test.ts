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
      { id: 'door.closed', entered: 0 },
      { id: 'door.open', entered: 0 },
      { id: 'door.open.ajar', entered: 0 },
      { id: 'door.open.wide', entered: 0 },
    ],
    transitions: [
      {
        id: 'door · slam 1 → door.closed',
        source: 'door',
        event: 'slam',
        index: 0,
        target: ['door.closed'],
        taken: 0,
      },
      {
        id: 'door.closed · push 1 if isNight',
        source: 'door.closed',
        event: 'push',
        index: 0,
        guard: 'isNight',
        target: [],
        taken: 0,
      },
      {
        id: 'door.closed · push 2 → door.open.wide',
        source: 'door.closed',
        event: 'push',
        index: 1,
        target: ['door.open.wide'],
        taken: 0,
      },
      {
        id: 'door.open.wide · always 1 if isNight → door.closed',
        source: 'door.open.wide',
        event: 'always',
        index: 0,
        guard: 'isNight',
        target: ['door.closed'],
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
    states: ['door.open.ajar'],
    transitions: ['door.closed · push 1 if isNight', 'door.open.wide · always 1 if isNight → door.closed'],
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
