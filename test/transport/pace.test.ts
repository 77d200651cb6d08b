import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import { createPace } from '../../src/transport/pace.ts'
import type { Exchange, ExchangeRequest } from '../../src/transport/exchange.ts'
import { createLaptop } from '../support/laptop.ts'
import { drain, virtualClock } from '../support/virtualClock.ts'

const get = (operation: string): ExchangeRequest => ({ operation, method: 'GET', url: `http://pool/${operation}` })

/** An exchange whose requests each wait for an answer, and what has gone out of it when. */
const world = () => {
  const clock = virtualClock()
  const laptop = createLaptop(clock)
  const start = clock.now()
  const sent: string[] = []
  const answers = new Map<string, () => void>()
  const pace = createPace(laptop.clock)
  const exchange: Exchange =
    ({ operation, url, inTurn }, signal) =>
    async () => {
      const attempt = { operation, method: 'GET', href: url } as const
      const send = () =>
        new Promise<void>((resolve) => {
          if (signal.aborted) return resolve()
          sent.push(`${operation} ${clock.now() - start}`)
          answers.set(operation, resolve)
          signal.addEventListener('abort', () => resolve())
        })
      await inTurn?.(send, signal)
      return E.left({ name: 'Aborted', ...attempt })
    }
  const life = new AbortController()
  const ask = (operation: string, signal = life.signal) => void pace.paced(exchange)(get(operation), signal)()
  return {
    clock,
    laptop,
    sent,
    pace,
    life,
    ask,
    answer: async (operation: string) => {
      answers.get(operation)?.()
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
