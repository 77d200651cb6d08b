import { expect, test } from 'vitest'
import { Turnstile } from '../../src/runtime/turnstile.ts'
import { drain } from '../support/virtualClock.ts'

const turning = (width: number) => {
  const served: string[] = []
  const done: (() => void)[] = []
  const turnstile = new Turnstile<string>(width, (item) => {
    served.push(item)
    return new Promise((resolve) => done.push(resolve))
  })
  const finish = async () => {
    done.shift()?.()
    await drain()
  }
  return { turnstile, served, finish }
}

test('serves so many at once, and the next when one is done', async () => {
  const { turnstile, served, finish } = turning(2)
  for (const item of ['a', 'b', 'c', 'd']) turnstile.enter(item)
  expect(served).toEqual(['a', 'b'])
  await finish()
  expect(served).toEqual(['a', 'b', 'c'])
  await finish()
  expect(served).toEqual(['a', 'b', 'c', 'd'])
})

test('serves once who asks again while it waits', async () => {
  const { turnstile, served, finish } = turning(1)
  for (const item of ['a', 'b', 'b']) turnstile.enter(item)
  for (let turn = 0; turn < 3; turn++) await finish()
  expect(served).toEqual(['a', 'b'])
})

test('serves once more who asks while it is served, and others meanwhile', async () => {
  const { turnstile, served, finish } = turning(2)
  for (const item of ['a', 'a', 'a', 'b']) turnstile.enter(item)
  expect(served).toEqual(['a', 'b'])
  for (let turn = 0; turn < 3; turn++) await finish()
  expect(served).toEqual(['a', 'b', 'a'])
})

test('does not serve who has given up waiting', async () => {
  const { turnstile, served, finish } = turning(1)
  for (const item of ['a', 'b', 'c']) turnstile.enter(item)
  turnstile.leave('b')
  await finish()
  expect(served).toEqual(['a', 'c'])
})
