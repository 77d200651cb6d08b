import { expect, test } from 'vitest'
import { Live } from '../../src/client/live.ts'
import { Observed } from '../../src/runtime/observed.ts'
import { drain } from '../support/virtualClock.ts'

class Counter extends Observed {
  value = 1

  set(value: number): void {
    this.value = value
    this.changed()
  }
}

const counting = (): { readonly counter: Counter; readonly live: Live<number> } => {
  const counter = new Counter()
  return { counter, live: new Live(counter, () => counter.value) }
}

test('a loop gets the current value first', async () => {
  const values: number[] = []
  for await (const value of counting().live) {
    values.push(value)
    break
  }
  expect(values).toEqual([1])
})

test('a loop gets the newest value when it comes round', async () => {
  const { counter, live } = counting()
  const values: number[] = []
  for await (const value of live) {
    values.push(value)
    if (value === 3) break
    counter.set(2)
    counter.set(3)
  }
  expect(values).toEqual([1, 3])
})

test('a loop ends with what it is about', async () => {
  const { counter, live } = counting()
  const values: number[] = []
  for await (const value of live) {
    values.push(value)
    counter.end()
  }
  expect(values).toEqual([1])
})

test('a loop after the end gets the last value', async () => {
  const { counter, live } = counting()
  counter.end()
  const values: number[] = []
  for await (const value of live) values.push(value)
  expect(values).toEqual([1])
})

test('break frees at once', async () => {
  const { counter, live } = counting()
  for await (const value of live) {
    if (value === 1) break
  }
  expect(counter.watchers).toBe(0)
})

test('throw frees at once', async () => {
  const { counter, live } = counting()
  const loop = async () => {
    for await (const value of live) throw new Error(String(value))
  }
  await expect(loop()).rejects.toThrow('1')
  expect(counter.watchers).toBe(0)
})

test('return frees at once', async () => {
  const { counter, live } = counting()
  const first = async () => {
    for await (const value of live) return value
    return undefined
  }
  expect([await first(), counter.watchers]).toEqual([1, 0])
})

test('a waiting loop goes on when the value changes', async () => {
  const { counter, live } = counting()
  const iterator = live[Symbol.asyncIterator]()
  await iterator.next()
  const next = iterator.next()
  await drain()
  counter.set(2)
  await expect(next).resolves.toEqual({ done: false, value: 2 })
})

test('return ends a next that waits', async () => {
  const iterator = counting().live[Symbol.asyncIterator]()
  await iterator.next()
  const next = iterator.next()
  await iterator.return?.()
  await expect(next).resolves.toEqual({ done: true, value: undefined })
})

test('two calls of next are both answered', async () => {
  const { counter, live } = counting()
  const iterator = live[Symbol.asyncIterator]()
  await iterator.next()
  const both = [iterator.next(), iterator.next()]
  counter.set(2)
  counter.set(3)
  const values = await Promise.race([Promise.all(both), drain().then(() => 'one of them waits for ever')])
  expect(values).toEqual([
    { done: false, value: 2 },
    { done: false, value: 3 },
  ])
})
