import { expect, test } from 'vitest'
import type { Happening } from './happening.ts'
import { calmRequests } from './invariants/calmRequests.ts'
import { saidBy } from './invariants/saidBy.ts'

const did = (what: string): Happening => ({ kind: 'did', party: 'tosh', user: 'sip:tosh@contoso.com', what, about: '' })

const url = 'http://pool.contoso.com/logs'
const asked = (id: number, operation = 'conversationLogs'): Happening => ({
  kind: 'asked',
  party: 'tosh',
  id,
  request: { operation, method: 'GET', url, headers: {}, timeout: 30_000 },
})
const answered = (id: number): Happening => ({ kind: 'answered', party: 'tosh', id, outcome: 200, read: [] })

test.each<[string, [number, Happening][], string[]]>([
  [
    'what was answered between',
    [
      [0, asked(1)],
      [100, answered(1)],
      [200, asked(2)],
    ],
    [],
  ],
  [
    'what was not',
    [
      [0, asked(1)],
      [499, asked(2)],
    ],
    [`tosh GET ${url}  within 499 ms`],
  ],
  [
    'what a user asks twice, and is repeated for each',
    [
      [0, did('readLogs')],
      [0, asked(1)],
      [1000, did('readLogs')],
      [1000, asked(2)],
      [3000, asked(3)],
      [3300, asked(4)],
    ],
    [],
  ],
  [
    'what goes out more often than she asked',
    [
      [0, did('readLogs')],
      [0, asked(1)],
      [100, asked(2)],
      [200, asked(3)],
    ],
    [`tosh GET ${url}  within 200 ms`],
  ],
  [
    'what goes out twice while she asks for something else',
    [
      [0, did('search')],
      [0, asked(1)],
      [100, asked(2)],
    ],
    [`tosh GET ${url}  within 100 ms`],
  ],
])('calmRequests judges %s', (_, happenings, violations) => {
  expect(saidBy(calmRequests, happenings)).toEqual(violations)
})
