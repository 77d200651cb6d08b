import { expect, test } from 'vitest'
import { add, merge, nothing, speedLine, violationLine } from './report.ts'

const violation = { invariant: 'noDefect', at: 83_004, what: 'thrown' } as const
const played = { seed: 7, world: 'usual', happenings: 1200, virtualTime: 1_800_000, violation: undefined } as const

test('the last line tells how many sessions were played, how fast, and what of virtual time a second is worth', () => {
  const result = add(add(nothing, played), { ...played, seed: 8, violation })
  expect(speedLine({ ...result, realTime: 500 })).toBe(
    '2 sessions, 1 failed; 1 s: 4.0 sessions/s, 4,800 events/s; virtual time ÷ real time 7,200',
  )
})

test('sessions that were played side by side took as long as the longest, and failed in the order of their seeds', () => {
  const [one, other] = [9, 8].map((seed) => add(nothing, { ...played, seed, violation }))
  expect(merge({ ...one!, realTime: 3 }, { ...other!, realTime: 2 })).toEqual({
    sessions: 2,
    happenings: 2400,
    virtualTime: 3_600_000,
    realTime: 3,
    failures: [8, 9].map((seed) => ({ seed, world: 'usual', violation })),
  })
})

test.each([
  ['usual', 'seed 7: noDefect at 00:01:23.004: thrown'],
  ['wide', 'seed 7 of the wide world: noDefect at 00:01:23.004: thrown'],
] as const)('a seed that fails in the %s world tells which, and what it broke', (world, line) => {
  expect(violationLine({ seed: 7, world, violation })).toBe(line)
})
