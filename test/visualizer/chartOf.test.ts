import { describe, expect, it, test } from 'vitest'
import { and, createMachine, fromPromise, not, or, raise, setup, stateIn, type AnyStateMachine } from 'xstate'
import * as machines from '../../machines/index.ts'
import type { Chart } from '../../src/visualizer/chart.ts'
import { chartOf, isMachine } from '../../src/visualizer/chartOf.ts'

const door = setup({
  guards: { isNight: () => false },
  actions: { ring: () => undefined, bolt: () => undefined },
  actors: { watch: fromPromise(() => Promise.resolve()) },
  delays: { patience: 60_000 },
}).createMachine({
  id: 'door',
  initial: 'closed',
  on: { slam: { target: '.closed', reenter: true } },
  states: {
    closed: {
      entry: 'bolt',
      exit: ['bolt', 'ring'],
      tags: 'safe',
      description: 'Nobody comes in.',
      on: { push: [{ guard: 'isNight', actions: 'ring' }, { target: 'open.leaf.wide' }] },
      after: { patience: 'gone' },
    },
    open: {
      type: 'parallel',
      invoke: { id: 'guard', src: 'watch', onDone: 'closed', onError: 'gone' },
      states: {
        leaf: {
          initial: 'ajar',
          states: {
            ajar: {},
            wide: { always: { guard: 'isNight', target: '#door.closed' } },
            last: { type: 'history' },
          },
        },
        lamp: {},
      },
      onDone: 'gone',
    },
    gone: { type: 'final' },
  },
})

const leaf = (name: string, path = name) => ({
  path,
  id: `door.${path}`,
  name,
  kind: 'atomic',
  tags: [],
  entry: [],
  exit: [],
  invoke: [],
  states: [],
})

const plain = { actions: [], index: 0, reenter: false }

describe('a chart', () => {
  const expected = {
    id: 'door',
    root: {
      ...leaf('door', ''),
      id: 'door',
      kind: 'compound',
      initial: 'closed',
      states: [
        {
          ...leaf('closed'),
          description: 'Nobody comes in.',
          tags: ['safe'],
          entry: ['bolt'],
          exit: ['bolt', 'ring'],
        },
        {
          ...leaf('open'),
          kind: 'parallel',
          invoke: [{ id: 'guard', isNamed: true, source: 'watch' }],
          states: [
            {
              ...leaf('leaf', 'open.leaf'),
              kind: 'compound',
              initial: 'open.leaf.ajar',
              states: [
                leaf('ajar', 'open.leaf.ajar'),
                leaf('wide', 'open.leaf.wide'),
                { ...leaf('last', 'open.leaf.last'), kind: 'history', history: 'shallow' },
              ],
            },
            leaf('lamp', 'open.lamp'),
          ],
        },
        { ...leaf('gone'), kind: 'final' },
      ],
    },
    transitions: [
      {
        ...plain,
        id: '#slam#0',
        source: '',
        kind: 'event',
        event: 'slam',
        label: 'slam',
        targets: ['closed'],
        reenter: true,
      },
      {
        ...plain,
        id: 'closed#push#0',
        source: 'closed',
        kind: 'event',
        event: 'push',
        label: 'push',
        guard: 'isNight',
        actions: ['ring'],
        targets: [],
      },
      {
        ...plain,
        id: 'closed#push#1',
        source: 'closed',
        kind: 'event',
        event: 'push',
        index: 1,
        label: 'push',
        targets: ['open.leaf.wide'],
      },
      {
        ...plain,
        id: 'closed#xstate.after.patience.door.closed#0',
        source: 'closed',
        kind: 'after',
        event: 'xstate.after.patience.door.closed',
        label: 'after patience (1 min)',
        targets: ['gone'],
      },
      {
        ...plain,
        id: 'open#xstate.done.state.door.open#0',
        source: 'open',
        kind: 'done',
        event: 'xstate.done.state.door.open',
        label: 'done',
        targets: ['gone'],
      },
      {
        ...plain,
        id: 'open#xstate.done.actor.guard#0',
        source: 'open',
        kind: 'done',
        event: 'xstate.done.actor.guard',
        label: 'done: guard',
        targets: ['closed'],
      },
      {
        ...plain,
        id: 'open#xstate.error.actor.guard#0',
        source: 'open',
        kind: 'error',
        event: 'xstate.error.actor.guard',
        label: 'error: guard',
        targets: ['gone'],
      },
      {
        ...plain,
        id: 'open.leaf.wide##0',
        source: 'open.leaf.wide',
        kind: 'always',
        event: '',
        label: 'always',
        guard: 'isNight',
        targets: ['closed'],
      },
    ],
  }

  it('has every state and every transition of its machine, in document order', () => {
    expect(chartOf(door)).toEqual(expected)
  })

  it('is the same after a journey as JSON', () => {
    expect(JSON.parse(JSON.stringify(chartOf(door)))).toEqual(expected)
  })
})

const transitionsOf = (machine: AnyStateMachine): Chart['transitions'] => chartOf(machine).transitions

test('a machine without ids, with inline guards, actions and actors, has a chart', () => {
  const machine = createMachine({
    initial: 'a',
    states: {
      a: {
        entry: () => undefined,
        invoke: [
          { src: fromPromise(() => Promise.resolve()), onDone: 'b' },
          { src: door, onError: 'b' },
        ],
        on: { go: { guard: () => true, target: 'b', actions: () => undefined } },
        after: { 1500: 'b', 20: 'b', 7_200_000: 'b' },
      },
      b: {},
    },
  })
  const { root, transitions } = chartOf(machine)
  expect({
    a: root.states[0],
    transitions: transitions.map(({ label, guard, actions }) => [label, guard, ...actions].join(' ').trim()),
  }).toEqual({
    a: {
      ...leaf('a'),
      id: '(machine).a',
      entry: ['inline'],
      invoke: [
        { id: '0.(machine).a', isNamed: false, source: 'inline' },
        { id: '1.(machine).a', isNamed: false, source: 'door' },
      ],
    },
    transitions: ['go inline inline', 'done: inline', 'error: door', 'after 20 ms', 'after 1.5 s', 'after 2 h'],
  })
})

test.each([
  [not('a'), 'not a'],
  [and(['a', not('b')]), 'a and (not b)'],
  [or(['a', { type: 'b', params: { circular: door } }]), 'a or b'],
  [stateIn('#door.open'), 'in #door.open'],
  [stateIn({ open: { leaf: 'ajar' } }), 'in open.leaf.ajar'],
  [
    function isLate() {
      return true
    },
    'isLate',
  ],
])('a guard made of others is said in words (%#)', (guard, words) => {
  const machine = createMachine({ on: { go: { guard } } } as never)
  expect(transitionsOf(machine)[0]?.guard).toBe(words)
})

test('an action of XState’s own is called by what it does', () => {
  const machine = createMachine({ entry: raise({ type: 'go' }), on: { go: { actions: raise({ type: 'stop' }) } } })
  expect([...chartOf(machine).root.entry, ...(transitionsOf(machine)[0]?.actions ?? [])]).toEqual([
    'raise go',
    'raise stop',
  ])
})

test('a history mark leads, where there is nothing to recall, where it says', () => {
  const machine = createMachine({
    initial: 'a',
    states: {
      a: {},
      b: {},
      near: { type: 'history', history: 'deep', target: 'b' },
      far: { type: 'history', target: '#far' },
      c: { id: 'far' },
    },
  })
  expect(chartOf(machine).root.states.map(({ initial, history }) => [initial, history])).toEqual([
    [undefined, undefined],
    [undefined, undefined],
    ['b', 'deep'],
    ['c', 'shallow'],
    [undefined, undefined],
  ])
})

test('states of the same path written differently are told apart', () => {
  const machine = createMachine({ initial: 'a', states: { 'a.b': {}, a: { initial: 'b', states: { b: {} } } } })
  expect(chartOf(machine).root.states.map(({ path, states }) => [path, ...states.map((child) => child.path)])).toEqual([
    ['a\\.b'],
    ['a', 'a.b'],
  ])
})

test('no id of a transition has white space in it, or is another’s', () => {
  const machine = createMachine({
    initial: 'at home',
    states: { 'at home': { on: { 'go out': 'at home', 'go%20out': 'at home' } } },
  })
  const ids = transitionsOf(machine).map(({ id }) => id)
  expect([ids.filter((id) => /\s/.test(id)), new Set(ids).size]).toEqual([[], 2])
})

test.each(Object.entries(machines))('every name in the chart of %s is one that somebody gave', (_, machine) => {
  expect(JSON.stringify(chartOf(machine))).not.toMatch(/inline|xstate\.invoke|"isNamed":false/)
})

test('what is no machine has no chart', () => {
  expect([door, fromPromise(() => Promise.resolve()), {}, null, 'door'].map(isMachine)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ])
})
