import { expect, it } from 'vitest'
import type { Lane } from '../../src/visualizer/page/history.ts'
import { lanesBetween, within } from '../../src/visualizer/page/timeline.ts'

const lane = (client: string, label: string, kind: Lane['kind'], lived: readonly [number, number] = [0, 9]): Lane => ({
  ...{ key: `${client}/${label}`, client, label, kind, marks: [] },
  stretches: [
    { at: lived[0], n: 0, name: 'a', isOver: false },
    { at: lived[1], n: 1, name: 'b', isOver: true },
  ],
})

const lanes = [
  lane('Tosh', 'status$', 'stream'),
  lane('Tosh', 'session', 'actor'),
  lane('Tosh', 'server', 'server'),
  lane('Ann', 'session', 'actor'),
  lane('Ann', 'server', 'server'),
]

const named = (shown: readonly Lane[]) => shown.map(({ key }) => key)

it('shows of each client the server, the actors, the streams', () => {
  expect(named(lanesBetween(lanes, 0, 9, undefined))).toEqual([
    ...['Tosh/server', 'Tosh/session', 'Tosh/status$', 'Ann/server', 'Ann/session'],
  ])
})

it('shows the client of the chosen actor first', () => {
  expect(named(lanesBetween(lanes, 0, 9, 'Ann'))).toEqual([
    ...['Ann/server', 'Ann/session', 'Tosh/server', 'Tosh/session', 'Tosh/status$'],
  ])
})

it('shows no actor that was over before, or began after', () => {
  const all = [
    lane('A', 'early', 'actor', [0, 1]),
    lane('A', 'late', 'actor', [8, 9]),
    lane('A', 'then', 'actor', [0, 5]),
  ]
  expect(named(lanesBetween(all, 2, 6, undefined))).toEqual(['A/then'])
})

it('finds what lies in a stretch of time, and the last before it', () => {
  const all = [1, 3, 5, 7, 9].map((at) => ({ at }))
  expect(within(all, 4, 7)).toEqual([{ at: 3 }, { at: 5 }, { at: 7 }])
  expect(within(all, 0, 2)).toEqual([{ at: 1 }])
  expect(within([], 0, 2)).toEqual([])
})
