import { expect, test } from 'vitest'
import { Observed } from '../../src/runtime/observed.ts'

test('tells every listener of a change', () => {
  const observed = new Observed()
  const seen: number[] = []
  observed.listen(() => seen.push(1))
  observed.listen(() => seen.push(2))
  observed.changed()
  expect(seen).toEqual([1, 2])
})

test('tells once of the end', () => {
  const observed = new Observed()
  let count = 0
  observed.listen(() => count++)
  observed.end()
  observed.end()
  observed.changed()
  expect(count).toBe(1)
})

test('is over when the end is told', () => {
  const observed = new Observed()
  let isOver: boolean | undefined
  observed.listen(() => (isOver = observed.isOver))
  observed.end()
  expect(isOver).toBe(true)
})

test('lets go of its listeners at the end', () => {
  const observed = new Observed()
  observed.listen(() => undefined)
  observed.end()
  expect(observed.watchers).toBe(0)
})

test('takes no listener after the end', () => {
  const observed = new Observed()
  observed.end()
  observed.listen(() => undefined)()
  expect(observed.watchers).toBe(0)
})

test('a listener who leaves while a change is told is still told of it', () => {
  const observed = new Observed()
  let count = 0
  observed.listen(() => stop())
  const stop = observed.listen(() => count++)
  observed.changed()
  observed.changed()
  expect(count).toBe(1)
})

test('has no listeners once it is over, and tells of its end once', () => {
  const observed = new Observed()
  let told = 0
  observed.listen(() => (told += 1))
  observed.end()
  observed.end()
  observed.listen(() => (told += 1))
  expect([observed.watchers, told]).toEqual([0, 1])
})
