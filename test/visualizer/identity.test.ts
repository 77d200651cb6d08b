import { expect, test } from 'vitest'
import { createActor, createMachine } from 'xstate'
import { chartOf } from '../../src/visualizer/chartOf.ts'
import { pathOf, transitionIdOf } from '../../src/visualizer/identity.ts'

const machine = createMachine({
  id: 'door',
  initial: 'closed',
  states: {
    closed: { on: { push: [{ guard: () => false }, { target: 'open.wide' }] } },
    open: { initial: 'ajar', states: { ajar: {}, wide: { always: 'ajar' } } },
  },
})

test('what a running actor takes has the id that it has in the chart, whatever was provided', () => {
  const taken: (string | undefined)[] = []
  const actor = createActor(machine.provide({ guards: {} }), {
    inspect: (inspection) => {
      if (inspection.type === '@xstate.microstep') taken.push(...inspection._transitions.map(transitionIdOf))
    },
  })
  actor.start()
  actor.send({ type: 'push' })
  const ids = chartOf(machine).transitions.map(({ id }) => id)
  expect({ taken, ids }).toEqual({
    taken: ['closed#push#1', 'open.wide##0'],
    ids: ['closed#push#0', 'closed#push#1', 'open.wide##0'],
  })
})

test('the entry into the first state is no transition of the chart', () => {
  expect(transitionIdOf(machine.root.initial)).toBeUndefined()
})

test('an active state has the path that it has in the chart', () => {
  const snapshot = createActor(machine).getSnapshot()
  expect(snapshot._nodes.map(pathOf)).toEqual(['', 'closed'])
})
