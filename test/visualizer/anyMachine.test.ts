import { expect, test } from 'vitest'
import { createMachine, fromPromise, type AnyStateMachine } from 'xstate'
import { chartOf } from '../../src/visualizer/chartOf.ts'
import { svgOf } from '../../src/visualizer/drawing/svg.ts'
import { layoutOf } from '../../src/visualizer/layout/elk.ts'
import { mermaidOf } from '../../src/visualizer/mermaid.ts'
import { collisionsIn } from './collisions.ts'

const circular: { self?: unknown } = {}
circular.self = circular

const chain = (length: number): AnyStateMachine =>
  createMachine({
    initial: 's0',
    states: Object.fromEntries(
      Array.from({ length }, (_, at) => [`s${at}`, at < length - 1 ? { on: { next: `s${at + 1}` } } : {}]),
    ),
  })

const nested = (depth: number): object =>
  depth === 0 ? {} : { initial: 'in', states: { in: nested(depth - 1) }, on: { [`go${depth}`]: '.in' } }

const machines: Readonly<Record<string, AnyStateMachine>> = {
  'one state and nothing else': createMachine({}),
  'no ids, everything inline': createMachine({
    initial: 'a',
    states: {
      a: {
        entry: [() => undefined],
        invoke: {
          src: fromPromise(() => Promise.resolve()),
          onDone: 'b',
          onError: { target: 'c', actions: () => undefined },
        },
        on: { go: [{ guard: () => true, target: 'b' }, { target: 'c' }] },
      },
      b: { on: { back: 'a', '*': 'c' }, invoke: { src: fromPromise(() => Promise.resolve()), onError: 'c' } },
      c: { type: 'final' },
    },
  }),
  'a transition to itself, to its parent and to two regions': createMachine({
    id: 'm',
    initial: 'a',
    states: {
      a: { on: { again: { target: 'a', reenter: true }, both: { target: ['p.x.on', 'p.y.on'] } } },
      p: {
        type: 'parallel',
        states: {
          x: { initial: 'off', states: { off: {}, on: { on: { up: '#m.p', top: '#m' } } } },
          y: { initial: 'off', states: { off: { on: { across: '#m.p.x.on' } }, on: {} } },
        },
      },
    },
  }),
  'history of both kinds': createMachine({
    initial: 'a',
    states: {
      a: { on: { back: 'b.last', deep: 'b.all' } },
      b: {
        initial: 'one',
        on: { leave: 'a' },
        states: {
          one: { on: { next: 'two' } },
          two: {},
          last: { type: 'history', target: 'two' },
          all: { type: 'history', history: 'deep' },
        },
      },
    },
  }),
  'circular params, meta and input': createMachine({
    initial: 'a',
    states: {
      a: {
        meta: circular,
        entry: { type: 'act', params: circular },
        on: { go: { target: 'b', guard: { type: 'may', params: circular } } },
      },
      b: { always: { target: 'a', guard: { type: 'never', params: circular } } },
    },
  }),
  'states in states, ten deep': createMachine(nested(10)),
  'a chain of a hundred states': chain(100),
  'names of two hundred characters, and in other scripts': createMachine({
    initial: '状態',
    states: {
      状態: { on: { ['событие'.repeat(30)]: { target: 'x'.repeat(200), actions: 'y'.repeat(200) } } },
      ['x'.repeat(200)]: {},
    },
  }),
}

test.each(Object.entries(machines))(
  '%s: is drawn, and nothing lies on anything else',
  { timeout: 60_000 },
  async (_, machine) => {
    const layout = await layoutOf(chartOf(machine))
    expect(collisionsIn(layout)).toEqual([])
    expect(svgOf(layout)).toMatch(/^<svg .*<\/svg>$/s)
  },
)

test('a machine that runs itself has a chart', () => {
  const source: { machine?: AnyStateMachine } = {}
  const machine = createMachine({ id: 'm', invoke: { src: fromPromise(() => Promise.resolve(source.machine)) } })
  source.machine = machine
  expect(chartOf(machine).root.invoke).toEqual([{ id: '0.m', isNamed: false, source: 'inline' }])
})

test('a machine of thousands of states is refused in words, and has a Mermaid text', async () => {
  const chart = chartOf(chain(3000))
  await expect(layoutOf(chart)).rejects.toThrow(
    'The chart of (machine) has 6001 boxes and arrows, and no more than 600 can be laid out: look at one of its parts, or at its Mermaid text.',
  )
  expect(
    mermaidOf(chart)
      .split('\n')
      .filter((line) => line.includes('-->')),
  ).toHaveLength(3000)
})
