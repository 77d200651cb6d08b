import { expect, test } from 'vitest'
import { Own } from '../../src/runtime/own.ts'

const unknown = { message: undefined as string | undefined, type: undefined as string | undefined }

const owning = () => {
  let read = 0
  let told = 0
  const own = new Own(unknown, () => (read += 1))
  return { own, listen: () => own.listen(() => (told += 1)), counts: () => [read, told] }
}

test('is read when the first begins to listen, and when the first does after all have left', () => {
  const { own, listen, counts } = owning()
  const stops = [listen(), listen()]
  expect(counts()).toEqual([1, 0])
  for (const stop of stops) stop()
  listen()
  expect([own.value, counts()]).toEqual([unknown, [2, 0]])
})

test('tells of what is new, and of nothing else', () => {
  const { own, listen, counts } = owning()
  listen()
  own.learn({ message: 'a', type: 'b' })
  const { value } = own
  own.learn({ message: 'a', type: 'b' })
  expect([own.value === value, value, counts()]).toEqual([true, { message: 'a', type: 'b' }, [1, 1]])
  own.learn(undefined)
  expect([own.value, counts()]).toEqual([unknown, [1, 2]])
})

test('learns nothing while nobody listens', () => {
  const { own, counts } = owning()
  own.learn({ message: 'a', type: 'b' })
  expect([own.value, counts()]).toEqual([unknown, [0, 0]])
})

test('is kept while anybody listens, and forgotten with the last', () => {
  const { own, listen } = owning()
  const [first, second] = [listen(), listen()]
  own.learn({ message: 'a', type: 'b' })
  first()
  const kept = own.value
  second()
  expect([kept, own.value]).toEqual([{ message: 'a', type: 'b' }, unknown])
})

test('tells of a change in one of several', () => {
  const { own, listen, counts } = owning()
  listen()
  own.learn({ message: 'a', type: 'b' })
  own.learn({ message: 'a', type: 'c' })
  expect([own.value.type, counts()]).toEqual(['c', [1, 2]])
})
