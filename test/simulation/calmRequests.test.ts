import { expect, test } from 'vitest'
import type { Happening } from './happening.ts'
import { calmRequests } from './invariants/calmRequests.ts'
import { saidBy } from './invariants/saidBy.ts'

type Timed = readonly [at: number, happening: Happening]

const asked = (id: number, operation: string, method: 'GET' | 'POST' = 'GET'): Happening => ({
  kind: 'asked',
  party: 'tosh.1#1',
  id,
  request: { operation, method, url: `http://pool.contoso.com/${id}`, headers: {}, timeout: 30_000 },
})
const answered = (id: number, outcome: 200 | 503 | 'Aborted' = 200): Happening => ({
  kind: 'answered',
  party: 'tosh.1#1',
  id,
  outcome,
  read: [],
})

/** One failing request after another, so many milliseconds apart. */
const failing = (times: number, apart: number, operation = 'messaging', method: 'GET' | 'POST' = 'GET'): Timed[] =>
  Array.from({ length: times }, (_, id): Timed[] => [
    [id * apart, asked(id, operation, method)],
    [id * apart + 10, answered(id, 503)],
  ]).flat()

test.each<[string, readonly Timed[], string[]]>([
  [
    'what was answered between',
    [
      [0, asked(1, 'messaging')],
      [100, answered(1)],
      [100, asked(2, 'conversation')],
    ],
    [],
  ],
  [
    'what was not',
    [
      [0, asked(1, 'messaging')],
      [499, asked(2, 'conversation')],
    ],
    ['tosh.1#1 asks conversation 499 ms after messaging, which has no answer'],
  ],
  [
    'what was asked before the clock of the device was set',
    [
      [0, asked(1, 'messaging')],
      [100, { kind: 'fault', name: 'clockJump', about: 'tosh.1 by 60 s' }],
      [100, asked(2, 'conversation')],
    ],
    [],
  ],
  [
    'what was asked before the clock of another was set',
    [
      [0, asked(1, 'messaging')],
      [100, { kind: 'fault', name: 'clockJump', about: 'lene.1 by 60 s' }],
      [100, asked(2, 'conversation')],
    ],
    ['tosh.1#1 asks conversation 100 ms after messaging, which has no answer'],
  ],
  [
    'what comes half a second later',
    [
      [0, asked(1, 'messaging')],
      [500, asked(2, 'conversation')],
    ],
    [],
  ],
  [
    'what comes after another answer',
    [
      [0, asked(1, 'messaging')],
      [0, asked(2, 'events')],
      [100, answered(2)],
      [100, asked(3, 'conversation')],
    ],
    [],
  ],
  [
    'what takes the place of what was given up',
    [
      [0, asked(1, 'messaging')],
      [0, answered(1, 'Aborted')],
      [100, asked(2, 'messaging')],
    ],
    [],
  ],
  [
    'two polls as one too many',
    [
      [0, asked(1, 'events')],
      [100, asked(2, 'events')],
    ],
    ['tosh.1#1 asks events 100 ms after events, which has no answer'],
  ],
  [
    'what goes out beside a P-GET or a command',
    [
      [0, asked(1, 'events')],
      [0, asked(2, 'sendMessage', 'POST')],
      [0, asked(3, 'sendMessage', 'POST')],
      [0, asked(4, 'messaging')],
    ],
    [],
  ],
  ['twenty failures in a minute', failing(20, 2_900), []],
  ['one more', failing(21, 2_900), ['tosh.1#1 makes 21 requests in 60 s that all fail']],
  ['as many failing commands', failing(21, 2_900, 'sendMessage', 'POST'), []],
])('calmRequests judges %s', (_, happenings, violations) => {
  expect(saidBy(calmRequests, happenings)).toEqual(violations)
})
