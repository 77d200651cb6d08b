import { expect, test } from 'vitest'
import { createActor, setup, type InspectionEvent, type Observer } from 'xstate'
import { createCoverage, declaredBy, descriptorsOf } from './coverage.ts'

const door = setup({ guards: { isNight: () => false } }).createMachine({
  id: 'door',
  initial: 'closed',
  on: { slam: '.closed' },
  states: {
    closed: { on: { push: [{ guard: 'isNight' }, { target: 'open.wide' }] } },
    open: { initial: 'ajar', states: { ajar: {}, wide: { always: { guard: 'isNight', target: '#door.closed' } } } },
  },
})

test('finds every transition of a machine, at every depth', () => {
  expect(declaredBy(door)).toEqual({
    states: ['door.closed', 'door.open', 'door.open.ajar', 'door.open.wide'],
    transitions: [
      'door · slam 1 → door.closed',
      'door.closed · push 1 if isNight',
      'door.closed · push 2 → door.open.wide',
      'door.open.wide · always 1 if isNight → door.closed',
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
  actor.send({ type: 'push' })
  expect({
    states: coverage.statesNotEntered(),
    transitions: coverage.transitionsNotTaken(),
    summary: coverage.summary(),
  }).toEqual({
    states: ['door.open.ajar'],
    transitions: [
      'door · slam 1 → door.closed',
      'door.closed · push 1 if isNight',
      'door.open.wide · always 1 if isNight → door.closed',
    ],
    summary: '1 of 4 transitions, 3 of 4 states',
  })
})

test('does not count what another machine did', () => {
  const coverage = createCoverage(door)
  const actor = createActor(setup({}).createMachine({ id: 'window', initial: 'closed', states: { closed: {} } }))
  coverage.watch({ inspect: (observer: Observer<InspectionEvent>) => actor.system.inspect(observer) })
  actor.start()
  expect(coverage.summary()).toBe('0 of 4 transitions, 0 of 4 states')
})
