import { getEventListeners } from 'node:events'
import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import { createPace } from '../../src/transport/pace.ts'
import { withOwnSignal } from '../../src/transport/withOwnSignal.ts'
import type { RequestFailure } from '../../src/protocol/failure.ts'
import type { Exchange, ExchangeRequest } from '../../src/transport/exchange.ts'
import type { HttpResponse } from '../../src/transport/http.ts'
import { createLaptop } from '../support/laptop.ts'
import { drain, virtualClock } from '../support/virtualClock.ts'

const get = (operation: string): ExchangeRequest => ({ operation, method: 'GET', url: `http://pool/${operation}` })

/** An exchange whose requests each wait for an answer, and what has gone out of it when. */
const world = () => {
  const clock = virtualClock()
  const laptop = createLaptop(clock)
  const start = clock.now()
  const sent: string[] = []
  const answers = new Map<string, (status: number) => void>()
  const pace = createPace(laptop.clock)
  const exchange: Exchange =
    ({ operation, url, inTurn }, signal) =>
    async () => {
      const aborted = E.left({ name: 'Aborted', operation, method: 'GET', href: url } as const)
      const send = () =>
        new Promise<E.Either<RequestFailure, HttpResponse>>((resolve) => {
          if (signal.aborted) return resolve(aborted)
          sent.push(`${operation} ${clock.now() - start}`)
          answers.set(operation, (status) => resolve(E.right({ status, url, header: () => undefined, text: '' })))
          signal.addEventListener('abort', () => resolve(aborted))
        })
      await inTurn?.(send, signal)
      return aborted
    }
  const life = new AbortController()
  // As the runtime does: Node takes more than ten listeners on one signal for a leak.
  const paced = withOwnSignal(pace.paced(exchange))
  const ask = (operation: string, signal = life.signal) => void paced(get(operation), signal)()
  return {
    clock,
    laptop,
    sent,
    pace,
    life,
    ask,
    answer: async (operation: string, status = 200) => {
      answers.get(operation)?.(status)
      await drain()
    },
  }
}

test('a request goes out at once where none is on its way', async () => {
  const { ask, sent, answer } = world()
  ask('one')
  await drain()
  await answer('one')
  ask('two')
  await drain()
  expect(sent).toEqual(['one 0', 'two 0'])
})

test('a request waits for the answer to the one before it', async () => {
  const { ask, sent, answer, clock } = world()
  ask('one')
  ask('two')
  await clock.advance(100)
  const before = [...sent]
  await answer('one')
  expect([before, sent]).toEqual([['one 0'], ['one 0', 'two 100']])
})

test('a request waits half a second where there is no answer', async () => {
  const { ask, sent, clock } = world()
  for (const operation of ['one', 'two', 'three']) ask(operation)
  await clock.advance(2000)
  expect(sent).toEqual(['one 0', 'two 500', 'three 1000'])
})

test('half a second counts from when the one before went out', async () => {
  const { ask, sent, clock } = world()
  ask('one')
  await clock.advance(400)
  ask('two')
  await clock.advance(700)
  ask('three')
  await drain()
  expect(sent).toEqual(['one 0', 'two 500', 'three 1100'])
})

test('a request that is given up is waited for no more', async () => {
  const { ask, sent } = world()
  const own = new AbortController()
  ask('one', own.signal)
  ask('two')
  await drain()
  own.abort()
  await drain()
  expect(sent).toEqual(['one 0', 'two 0'])
})

test('a request that is given up while it waits holds nobody up', async () => {
  const { ask, sent, answer } = world()
  const own = new AbortController()
  ask('one')
  ask('two', own.signal)
  ask('three')
  await drain()
  own.abort()
  await answer('one')
  expect(sent).toEqual(['one 0', 'three 0'])
})

/** Asks one thing after another, with these answers. */
const asked = async ({ ask, answer }: ReturnType<typeof world>, statuses: readonly number[]): Promise<void> => {
  for (const [at, status] of statuses.entries()) {
    ask(`${at}`)
    await drain()
    await answer(`${at}`, status)
  }
}

const times = <T>(many: number, one: T): readonly T[] => Array.from({ length: many }, () => one)

test.each([401, 403, 408, 429, 500, 503])(
  'the eleventh request in a minute waits for its end where ten were answered by %d',
  async (status) => {
    const here = world()
    await asked(here, times(10, status))
    here.ask('last')
    await here.clock.advance(59_999)
    const before = here.sent.length
    await here.clock.advance(1)
    expect([before, here.sent.slice(10)]).toEqual([10, ['last 60000']])
  },
)

test('so do those behind it, one by one', async () => {
  const here = world()
  await asked(here, times(10, 503))
  for (const operation of ['one', 'two']) here.ask(operation)
  await here.clock.advance(61_000)
  expect(here.sent.slice(10)).toEqual(['one 60000', 'two 60500'])
})

test.each([200, 404, 410])('an answer by %d among the failures makes the counting begin anew', async (status) => {
  const here = world()
  await asked(here, [...times(9, 503), status, ...times(9, 503), 503])
  expect(here.sent).toHaveLength(20)
  here.ask('last')
  await drain()
  expect(here.sent).toHaveLength(20)
})

test('so does the eleventh where ten have no answer', async () => {
  const here = world()
  for (const at of Array.from({ length: 12 }).keys()) here.ask(`${at}`)
  await here.clock.advance(60_000)
  expect(here.sent.slice(9)).toEqual(['9 4500', '10 60000'])
})

test('what was given up is no failure', async () => {
  const here = world()
  await asked(here, times(9, 503))
  const own = new AbortController()
  here.ask('given up', own.signal)
  await drain()
  own.abort()
  await drain()
  await asked(here, [503])
  here.ask('last')
  await here.clock.advance(60_000)
  expect(here.sent.slice(9)).toEqual(['given up 0', '0 0', 'last 60000'])
})

test('each of ten failures counts for a minute, whatever else is on its way', async () => {
  const here = world()
  for (const at of Array.from({ length: 10 }).keys()) {
    await asked(here, [503])
    if (at < 9) await here.clock.advance(1_000)
  }
  for (const operation of ['one', 'two']) here.ask(operation)
  await here.clock.advance(53_000)
  expect(here.sent.slice(10)).toEqual(['one 60000', 'two 61000'])
})

test('a clock that is set back makes the minute no longer', async () => {
  const here = world()
  await asked(here, times(10, 503))
  here.laptop.setClock(-3_600_000)
  here.ask('last')
  await here.clock.advance(60_000)
  expect(here.sent).toHaveLength(11)
})

test('an answer that comes after half a second shortens no other wait', async () => {
  const { ask, answer, clock, sent } = world()
  for (const operation of ['one', 'two', 'three']) ask(operation)
  await clock.advance(600)
  await answer('one')
  await clock.advance(400)
  expect(sent).toEqual(['one 0', 'two 500', 'three 1000'])
})

test('a request that has gone out leaves no listener behind', async () => {
  const here = world()
  const { signal } = new AbortController()
  here.ask('one')
  here.ask('two', signal)
  await drain()
  const before = getEventListeners(signal, 'abort').length
  await here.answer('one')
  const own = 1 // of the exchange of this test
  expect([before, getEventListeners(signal, 'abort').length - own]).toEqual([1, 0])
})

test('at its end nobody waits for the minute', async () => {
  const here = world()
  await asked(here, times(10, 503))
  const seen: string[] = []
  void here.pace.free().then(() => seen.push('free'))
  await drain()
  const before = [...seen]
  here.pace.end()
  await drain()
  expect([before, seen, here.clock.pending()]).toEqual([[], ['free'], 0])
})

test('a request that is given up while it waits for the minute to end is given up at once', async () => {
  const { pace, clock } = world()
  const own = new AbortController()
  let sent = 0
  const refused: Exchange =
    ({ inTurn }, signal) =>
    async () => {
      await inTurn?.(() => {
        sent += 1
        return Promise.resolve(
          E.left({ name: 'TimedOut', operation: 'me', method: 'GET', href: 'http://pool/', after: 30_000 }),
        )
      }, signal)
      return E.left({ name: 'Aborted', operation: 'me', method: 'GET', href: 'http://pool/' })
    }
  const ask = () => pace.paced(refused)(get('me'), own.signal)()
  for (let at = 0; at < 10; at++) await ask()
  const last = ask()
  await drain()
  expect(sent).toBe(10)
  own.abort()
  await last
  expect([sent, clock.pending()]).toEqual([11, 0])
})

test('a clock that is set back holds nobody up for longer', async () => {
  const { ask, sent, clock, laptop } = world()
  ask('one')
  await drain()
  laptop.setClock(-3_600_000)
  ask('two')
  await clock.advance(500)
  expect(sent).toHaveLength(2)
})

test('it is free at once where none is on its way, and once the answer is there', async () => {
  const { ask, answer, pace } = world()
  const seen: string[] = []
  await pace.free()
  ask('one')
  await drain()
  void pace.free().then(() => seen.push('free'))
  await drain()
  const before = [...seen]
  await answer('one')
  expect([before, seen]).toEqual([[], ['free']])
})

test('at its end no timer is left', async () => {
  const { ask, clock, pace, life } = world()
  ask('one')
  ask('two')
  await drain()
  const before = clock.pending()
  life.abort()
  pace.end()
  await drain()
  expect([before, clock.pending()]).toEqual([1, 0])
})
