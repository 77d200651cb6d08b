import { expect, it } from 'vitest'
import type { Entry } from '../../src/visualizer/recording/entry.ts'
import { Log } from '../../src/visualizer/recording/log.ts'
import type { Moment } from '../../src/visualizer/recording/moment.ts'

const begins = (n: number, actor: string): Entry => ({ n, at: n, kind: 'actor', actor, client: 'Tosh', label: actor })

const steps = (n: number, actor: string, state: string, status: 'active' | 'done' = 'active'): Entry => ({
  ...{ n, at: n, kind: 'snapshot', actor, type: 'go', status, states: ['', state], taken: [], actions: [] },
})

/** Two thousand and more steps of two actors, the second of which ends in between. */
const history = (length: number): readonly Entry[] =>
  Array.from({ length }, (_, n) => {
    if (n === 0) return begins(0, 'a')
    if (n === 1) return begins(1, 'b')
    return n === 700 ? steps(n, 'b', 'over', 'done') : steps(n, 'a', `s${n}`)
  })

const logOf = (entries: readonly Entry[], bound?: number): Log => {
  const log = new Log(bound === undefined ? {} : { entries: bound })
  for (const entry of entries) log.add(entry)
  return log
}

const told = (moment: Moment) => [...moment.values()].map(({ actor, states, status }) => [actor, states.at(-1), status])

it('tells how it was after any entry', () => {
  const log = logOf(history(2_500))
  // Backwards as well: what was kept on the way must not change.
  for (const place of [2_499, 2_000, 999, 1_000, 1_001, 701, 700, 699, 2_000]) {
    const expected = logOf(history(place + 1)).now
    expect([place, told(log.momentAt(place))]).toEqual([place, told(expected)])
  }
})

it('tells that nobody was there before the first', () => {
  expect(told(logOf(history(3)).momentAt(-1))).toEqual([])
})

it('keeps no more than its bound, and counts what it dropped', () => {
  const log = logOf(history(2_500), 1_000)
  expect([log.length, log.dropped, log.at(0)?.n]).toEqual([1_000, 1_500, 1_500])
})

it('tells how it was after any entry that is left', () => {
  const log = logOf(history(2_500), 1_000)
  log.momentAt(900)
  for (const [n, state] of [
    [1_500, 's1500'],
    [2_000, 's2000'],
    [2_499, 's2499'],
  ] as const) {
    expect(told(log.momentAt(log.placeOf(n)))).toEqual([['a', state, 'active']])
  }
})

it('forgets who is over with the entries that tell of it', () => {
  expect(told(logOf(history(701), 5).now)).toEqual([
    ['a', 's699', 'active'],
    ['b', 'over', 'done'],
  ])
  expect(told(logOf(history(710), 5).now)).toEqual([['a', 's709', 'active']])
})

it('keeps no more characters than its bound', () => {
  const log = new Log({ characters: 10_000 })
  for (let n = 0; n < 100; n++) log.add({ n, at: n, kind: 'trouble', what: 'x'.repeat(1_000) })
  expect([log.length, log.dropped]).toEqual([9, 91])
})

it('finds the place of a number and of a time', () => {
  const log = logOf(history(2_500), 1_000)
  expect([log.placeOf(1_500), log.placeOf(2_000), log.placeOf(9_999)]).toEqual([0, 500, 1_000])
  expect([log.placeAfter(1_499), log.placeAfter(1_500), log.placeAfter(9_999)]).toEqual([0, 1, 1_000])
})
