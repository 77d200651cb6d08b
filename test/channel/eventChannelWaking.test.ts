import { Subject } from 'rxjs'
import { expect, test } from 'vitest'
import { breaks, reply } from '../support/fakeHttp.ts'
import { createLaptop, type Laptop } from '../support/laptop.ts'
import { emptyAt, hrefOf, listening, pageAt, urlOf } from './listening.ts'

const sleeping = () => {
  const wake$ = new Subject<void>()
  return { ...listening({ wake$ }), wake: () => wake$.next(), wake$ }
}

test('gives up a parked request on waking, and repeats it at once', async () => {
  const { http, clock, wake, brief } = sleeping()
  await clock.advance(60_000)
  wake()
  expect([http.urls, http.parked(), brief()]).toEqual([[urlOf(1), urlOf(1)], 1, []])
})

test('leaves a request alone on waking that is younger than a second', async () => {
  const { http, clock, wake } = sleeping()
  await clock.advance(999)
  wake()
  expect(http.urls).toEqual([urlOf(1)])
})

test('gives up a request on waking that is a second old', async () => {
  const { http, clock, wake } = sleeping()
  await clock.advance(1000)
  wake()
  expect(http.urls).toEqual([urlOf(1), urlOf(1)])
})

test('gives up a parked request on waking where the clock was set back', () => {
  const wake$ = new Subject<void>()
  let laptop: Laptop | undefined
  const { http } = listening({ wake$, clockOf: (clock) => (laptop = createLaptop(clock)).clock })
  laptop?.setClock(-3_600_000)
  wake$.next()
  expect([http.urls, http.parked()]).toEqual([[urlOf(1), urlOf(1)], 1])
})

test('takes the age of a request from when it was sent, not from the one before', async () => {
  const { http, clock, wake } = sleeping()
  await clock.advance(60_000)
  await http.answer(pageAt(1))
  wake()
  expect(http.urls).toEqual([urlOf(1), urlOf(2)])
})

test('ends a pause of its own on waking, and says so', async () => {
  const { http, clock, wake, signals } = sleeping()
  await http.answer(breaks('ECONNRESET'))
  await clock.advance(100)
  wake()
  const now = clock.now()
  expect(http.urls).toEqual([urlOf(1), urlOf(1)])
  expect(signals).toEqual([
    expect.objectContaining({ type: 'channel.backingOff', retryAt: now + 650 }),
    { type: 'channel.repeating' },
  ])
})

test('polls once where a pause was ended by waking', async () => {
  const { http, clock, wake } = sleeping()
  await http.answer(breaks('ECONNRESET'))
  wake()
  await clock.advance(5000)
  expect(http.urls).toEqual([urlOf(1), urlOf(1)])
})

test('gives up a repeated request on the next waking', async () => {
  const { http, clock, wake } = sleeping()
  await http.answer(breaks('ECONNRESET'))
  wake()
  await clock.advance(5000)
  wake()
  expect([http.urls.length, http.parked()]).toEqual([3, 1])
})

test('ends a pause on waking after a refusal that asks for none', async () => {
  const { http, wake } = sleeping()
  await http.answer(reply(503))
  wake()
  expect(http.urls).toEqual([urlOf(1), urlOf(1)])
})

test('keeps a pause on waking that the server asked for', async () => {
  const { http, wake, brief } = sleeping()
  await http.answer(reply(503, '', { 'retry-after': '60' }))
  wake()
  expect([http.urls, brief()]).toEqual([[urlOf(1)], ['backingOff 1']])
})

test('leaves the pause alone on waking that pages which bring nothing have earned', async () => {
  const { http, clock, wake, ending } = sleeping()
  for (const ack of [1, 2, 3, 4]) await http.answer(emptyAt(ack))
  await clock.advance(750)
  await http.answer(emptyAt(5))
  await clock.advance(1200)
  wake()
  expect([http.urls.length, http.parked(), ending]).toEqual([5, 0, []])
})

test('does not hear of waking any more when nobody listens', () => {
  const { wake$, subscription } = sleeping()
  subscription.unsubscribe()
  expect(wake$.observed).toBe(false)
})

test('takes the page of the request that waking repeated', async () => {
  const { http, clock, wake, brief } = sleeping()
  await clock.advance(60_000)
  wake()
  await http.answer(pageAt(1))
  expect(brief()).toEqual([`page ${hrefOf(1)}`])
})
