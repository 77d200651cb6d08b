import { expect, test } from 'vitest'
import { browserWakes } from '../../src/seam/wakes.ts'

/** What a browser has of a window and a page, and how often it wakes. */
const browser = () => {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' })
  const scope = Object.assign(new EventTarget(), { document: page })
  let count = 0
  const stop = browserWakes(scope)(() => count++)
  return { page, scope, stop, wakes: () => count }
}

test('a network that is back wakes', () => {
  const { scope, wakes } = browser()
  scope.dispatchEvent(new Event('online'))
  expect(wakes()).toBe(1)
})

test('a page that can be seen again wakes', () => {
  const { page, wakes } = browser()
  page.dispatchEvent(new Event('visibilitychange'))
  expect(wakes()).toBe(1)
})

test('a page that is hidden does not wake', () => {
  const { page, wakes } = browser()
  page.visibilityState = 'hidden'
  page.dispatchEvent(new Event('visibilitychange'))
  expect(wakes()).toBe(0)
})

test('nothing wakes who has stopped listening', () => {
  const { page, scope, stop, wakes } = browser()
  stop()
  scope.dispatchEvent(new Event('online'))
  page.dispatchEvent(new Event('visibilitychange'))
  expect(wakes()).toBe(0)
})

test('a worker, which has no page, is woken by its network', () => {
  const scope = new EventTarget()
  let count = 0
  browserWakes(scope)(() => count++)
  scope.dispatchEvent(new Event('online'))
  expect(count).toBe(1)
})

test('outside a browser nothing wakes', () => {
  expect(() => browserWakes({})(() => expect.unreachable())()).not.toThrow()
})
