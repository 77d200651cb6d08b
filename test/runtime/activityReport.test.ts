import { either as E, taskEither as TE } from 'fp-ts'
import { expect, test } from 'vitest'
import { Activity } from '../../src/runtime/activity.ts'
import type { Exchange, ExchangeRequest } from '../../src/transport/exchange.ts'
import { drain } from '../support/virtualClock.ts'

const life = () => new AbortController()

/** How often there was something to report by now. */
const waiting = async (activity: Activity, signal: AbortSignal) => {
  let times = 0
  void activity.next(signal).then(() => (times += 1))
  await drain()
  return () => times
}

test('is always there where it is assumed', async () => {
  const times = await waiting(new Activity(true), life().signal)
  expect(times()).toBe(1)
})

test('is waited for until it is heard of', async () => {
  const activity = new Activity(false)
  const times = await waiting(activity, life().signal)
  const early = times()
  activity.heard()
  activity.heard()
  await drain()
  expect([early, times()]).toEqual([0, 1])
})

test('that was heard of before is not waited for', async () => {
  const activity = new Activity(false)
  activity.heard()
  expect((await waiting(activity, life().signal))()).toBe(1)
})

test('that was reported counts no more', async () => {
  const activity = new Activity(false)
  activity.heard()
  activity.reported()
  expect((await waiting(activity, life().signal))()).toBe(0)
})

test('is nobody told whose time is over', async () => {
  const activity = new Activity(false)
  const over = life()
  const times = await waiting(activity, over.signal)
  over.abort()
  activity.heard()
  await drain()
  expect(times()).toBe(0)
})

test.each<[ExchangeRequest['method'], number]>([
  ['GET', 0],
  ['POST', 1],
  ['DELETE', 1],
])('a %s is so much of it: %d', async (method, expected) => {
  const activity = new Activity(false)
  const times = await waiting(activity, life().signal)
  const failure = { name: 'Aborted', operation: 'a', method, href: 'b' } as const
  const exchange: Exchange = () => TE.left(failure)
  const { signal } = life()
  expect(await activity.noted(exchange)({ operation: 'a', method, url: 'https://b/' }, signal)()).toEqual(
    E.left(failure),
  )
  expect(times()).toBe(expected)
})
