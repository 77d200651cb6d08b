import { config, take, type Subscription } from 'rxjs'
import { afterEach, expect, test } from 'vitest'
import { breaks } from '../support/fakeHttp.ts'
import { drain } from '../support/virtualClock.ts'
import { channelOf, emptyAt, hrefOf, inBrief, listening, pageAt, urlOf } from './listening.ts'

afterEach(() => {
  config.onUnhandledError = null
})

/** The first errors that RxJS reports instead of throwing them at the loop. */
const reported = (count: number): Promise<readonly unknown[]> =>
  new Promise((resolve) => {
    const errors: unknown[] = []
    config.onUnhandledError = (error) => {
      if (errors.push(error) === count) resolve(errors)
    }
  })

const left = ({ http, clock }: Pick<ReturnType<typeof channelOf>, 'http' | 'clock'>) => ({
  parked: http.parked(),
  timers: clock.pending(),
})
const nothing = { parked: 0, timers: 0 }

test('aborts the parked request when nobody listens any more', () => {
  const parts = listening()
  expect(parts.http.parked()).toBe(1)
  parts.subscription.unsubscribe()
  expect(left(parts)).toEqual(nothing)
})

test('asks nothing more after an abort', async () => {
  const { http, clock, subscription, signals, ending } = listening()
  subscription.unsubscribe()
  await clock.advance(3_600_000)
  expect([http.urls.length, signals, ending]).toEqual([1, [], []])
})

test('leaves no timer when it is left while it backs off', async () => {
  const parts = listening()
  await parts.http.answer(breaks('ECONNRESET'))
  expect(parts.clock.pending()).toBe(1)
  parts.subscription.unsubscribe()
  expect(left(parts)).toEqual(nothing)
})

test('leaves no timer when it is left while it pauses', async () => {
  const parts = listening()
  for (const ack of [1, 2, 3, 4]) await parts.http.answer(emptyAt(ack))
  expect(parts.clock.pending()).toBe(1)
  parts.subscription.unsubscribe()
  expect(left(parts)).toEqual(nothing)
})

test('ends inside the handler of a page', async () => {
  const parts = channelOf()
  const seen: string[] = []
  parts.channel.pipe(take(1)).subscribe((signal) => seen.push(inBrief(signal)))
  await parts.http.answer(pageAt(1))
  expect([seen, left(parts), parts.http.urls.length]).toEqual([[`page ${hrefOf(1)}`], nothing, 2])
})

test('hands on nothing more when it is left between a gap and its page', async () => {
  const parts = channelOf()
  const seen: string[] = []
  let subscription: Subscription | undefined = undefined
  subscription = parts.channel.subscribe((signal) => {
    seen.push(inBrief(signal))
    subscription?.unsubscribe()
  })
  await parts.http.answer(pageAt(1, 'resume'))
  expect([seen, left(parts)]).toEqual([['gap resume'], nothing])
})

test('starts no timer when it is left by the handler of a failure', async () => {
  const parts = channelOf()
  parts.channel.pipe(take(1)).subscribe()
  await parts.http.answer(breaks('ECONNRESET'))
  expect(left(parts)).toEqual(nothing)
})

test('drops the answer that arrives together with the end', async () => {
  const { http, subscription, signals } = listening()
  const answered = http.answer(pageAt(1))
  subscription.unsubscribe()
  await answered
  expect([signals, http.urls.length]).toEqual([[], 1])
})

test('goes on when a subscriber throws', async () => {
  const errors = reported(2)
  const { http, channel } = channelOf()
  const seen: string[] = []
  channel.subscribe((signal) => {
    seen.push(inBrief(signal))
    throw new Error('a defect of the application')
  })
  await http.answer(pageAt(1))
  await http.answer(pageAt(2))
  await errors
  expect([seen, http.parked()]).toEqual([[`page ${hrefOf(1)}`, `page ${hrefOf(2)}`], 1])
})

test('leaves what a subscriber throws to RxJS to report', async () => {
  const errors = reported(1)
  const { http, channel } = channelOf()
  const defect = new Error('a defect of the application')
  channel.subscribe(() => {
    throw defect
  })
  await http.answer(pageAt(1))
  expect(await errors).toEqual([defect])
})

test('begins anew for who subscribes again', async () => {
  const { http, channel } = channelOf({ aggregation: { low: 20 } })
  const first = channel.subscribe()
  await http.answer(pageAt(1))
  first.unsubscribe()
  const seen: string[] = []
  channel.subscribe((signal) => seen.push(inBrief(signal)))
  await http.answer(pageAt(1))
  expect([seen, http.urls]).toEqual([
    [`page ${hrefOf(1)}`],
    [`${urlOf(1)}&low=20`, urlOf(2), `${urlOf(1)}&low=20`, urlOf(2)],
  ])
})

test('keeps the requests of two subscribers apart', async () => {
  const { http, channel } = channelOf()
  const first = channel.subscribe()
  channel.subscribe()
  first.unsubscribe()
  await drain()
  expect([http.urls, http.parked()]).toEqual([[urlOf(1), urlOf(1)], 1])
})

test('leaves nothing behind after its last signal', async () => {
  const parts = listening()
  await parts.http.answer({ status: 404, headers: {}, text: '' })
  expect([parts.brief(), parts.ending, left(parts)]).toEqual([['gone Refused'], ['complete'], nothing])
})
