import { expect, test } from 'vitest'
import { createMachine } from 'xstate'
import { sessionMachine } from '../../machines/index.ts'
import { chartOf } from '../../src/visualizer/chartOf.ts'
import { svgOf } from '../../src/visualizer/drawing/svg.ts'
import { layoutOf } from '../../src/visualizer/layout/elk.ts'

const valuesOf = (svg: string, attribute: string): readonly string[] =>
  [...svg.matchAll(new RegExp(` ${attribute}="([^"]*)"`, 'g'))].map(([, value = '']) => value)

const door = createMachine({
  id: 'door',
  initial: 'closed',
  states: {
    closed: { on: { push: 'open', kick: { actions: 'groan' } } },
    open: { type: 'final' },
  },
})

test('every state and every transition of a chart is in its picture', async () => {
  const chart = chartOf(sessionMachine)
  const svg = svgOf(await layoutOf(chart))
  const ids = new Set(valuesOf(svg, 'data-transition').flatMap((value) => value.split(' ')))
  const paths = (state: typeof chart.root): readonly string[] => [state.path, ...state.states.flatMap(paths)]
  expect({ states: valuesOf(svg, 'data-state').toSorted(), transitions: [...ids].sort() }).toEqual({
    states: paths(chart.root).toSorted(),
    transitions: chart.transitions.map(({ id }) => id).sort(),
  })
})

test('an arrow goes from its state to its target, a transition that stays is a row', async () => {
  const svg = svgOf(await layoutOf(chartOf(door)))
  expect(svg).toContain('<g class="arrow" data-transition="closed#push#0"><path class="line" d="M')
  expect(svg).toMatch(
    /<text y="[\d.]+" data-transition="closed#kick#0"><tspan x="[\d.]+" class="keyword">on<\/tspan><tspan x="[\d.]+" class="event">kick<\/tspan><tspan x="[\d.]+" class="action">\/ groan<\/tspan><\/text>/,
  )
})

test('a chart follows the preference of the reader unless its theme is said', async () => {
  const layout = await layoutOf(chartOf(door))
  const themes = [svgOf(layout), svgOf(layout, { theme: 'light' }), svgOf(layout, { theme: 'dark' })]
  expect(themes.map((svg) => /^<svg[^>]*>/.exec(svg)?.[0].match(/ data-theme="(\w+)"/)?.[1])).toEqual([
    undefined,
    'light',
    'dark',
  ])
})

test('what no test came to is marked so, and nothing else', async () => {
  const layout = await layoutOf(chartOf(door))
  const uncovered = { states: new Set(['open']), transitions: new Set(['closed#push#0']) }
  const marked = [...svgOf(layout, { uncovered }).matchAll(/<(\w+)[^>]*class="([^"]*is-uncovered)"[^>]*>/g)]
  expect(marked.map(([, element, classes]) => `${element} ${classes}`)).toEqual([
    'g final is-uncovered',
    'g arrow is-uncovered',
    'text is-uncovered',
  ])
})

test('a name is text, whatever it is made of', async () => {
  const name = '<script>&"\u0000\ud800'
  const machine = createMachine({ id: name, initial: name, states: { [name]: { on: { [name]: { actions: 'x' } } } } })
  const svg = svgOf(await layoutOf(chartOf(machine)))
  expect({
    raw: svg.includes('<script>'),
    title: /<title>(.*?)<\/title>/.exec(svg)?.[1],
    paths: valuesOf(svg, 'data-state'),
  }).toEqual({
    raw: false,
    title: '&lt;script&gt;&amp;&quot;\ufffd\ufffd',
    paths: ['', '&lt;script&gt;&amp;&quot;\ufffd\ufffd'],
  })
})

test('nothing is loaded from anywhere', async () => {
  const svg = svgOf(await layoutOf(chartOf(sessionMachine)))
  expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:|url\(|@import|href|<image|<script/)
})
