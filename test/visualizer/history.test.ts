import { expect, it } from 'vitest'
import { History } from '../../src/visualizer/page/history.ts'
import type { Entry } from '../../src/visualizer/recording/entry.ts'
import { Log } from '../../src/visualizer/recording/log.ts'

const session: Entry = { n: 0, at: 0, kind: 'actor', actor: 's', client: 'Tosh', label: 'session', chart: 'session' }

const run = (n: number, label: string): Entry => ({
  ...{ n, at: n, kind: 'actor', actor: `r${n}`, parent: 's', client: 'Tosh', label },
})

const traffic = (n: number, direction: 'request' | 'response', operation: string, at = n): Entry => ({
  ...{ n, at, kind: 'traffic', client: 'Tosh', direction, number: 1, operation, url: '/x', detail: {} },
})

const historyOf = (...entries: readonly Entry[]): History => {
  const [log, history] = [new Log(), new History()]
  for (const entry of entries) {
    log.add(entry)
    history.add(entry, log)
  }
  return history
}

it('draws a request from the actor whose run of that name it is', () => {
  const { arrows } = historyOf(session, run(1, 'events'), run(2, 'other'), traffic(900, 'request', 'events'))
  expect(arrows).toEqual([{ at: 900, direction: 'up', client: 'Tosh', actor: 's' }])
})

it('draws a request from the actor whose run has just begun', () => {
  const { arrows } = historyOf(session, run(1, 'request'), traffic(2, 'request', 'startMessaging'))
  expect(arrows).toEqual([{ at: 2, direction: 'up', client: 'Tosh', actor: 's' }])
})

it('draws no request from a run that began long before', () => {
  expect(historyOf(session, run(1, 'request'), traffic(2, 'request', 'participant', 900)).arrows).toEqual([])
})

it('draws one request from each run of another name', () => {
  const { arrows } = historyOf(session, run(1, 'request'), traffic(2, 'request', 'a'), traffic(3, 'request', 'b'))
  expect(arrows.map(({ at }) => at)).toEqual([2])
})

it('draws an event from the server where an answer brought it', () => {
  const { arrows } = historyOf(session, traffic(1, 'response', 'events'), {
    ...{ n: 2, at: 2, kind: 'event', to: 's', type: 'application.deleted', event: {}, cause: 1 },
  })
  expect(arrows).toEqual([{ at: 2, direction: 'down', client: 'Tosh', actor: 's' }])
})
