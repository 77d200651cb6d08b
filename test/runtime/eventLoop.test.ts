import { expect, test } from 'vitest'
import { json } from '../../src/protocol/format.ts'
import { createEventLoop } from '../../src/runtime/eventLoop.ts'
import { Silence } from '../../src/runtime/silence.ts'
import { createExchange } from '../../src/transport/exchange.ts'
import { emptyAt, pageAt, urlOf } from '../channel/listening.ts'
import { parkingHttp } from '../channel/parkingHttp.ts'
import { reply } from '../support/fakeHttp.ts'
import { virtualClock } from '../support/virtualClock.ts'

/** A loop over parked requests, whose pages and gaps are noted in their order. */
const looping = () => {
  const clock = virtualClock()
  const http = parkingHttp(clock)
  const silence = new Silence(clock)
  const told: string[] = []
  let pageIsOut: (() => void) | undefined
  const loop = createEventLoop({
    exchange: createExchange({ http, format: json(), clock }),
    clock,
    random: () => 0.5,
    aggregation: { timeout: 180 },
    silence,
    pages: {
      take: ({ self }, handedOut) => {
        told.push(`page ${self}`)
        pageIsOut = handedOut
      },
      gap: (cause) => void told.push(`gap ${cause}`),
      resume: () => Promise.resolve(),
      lost: () => undefined,
    },
    undecodable: ({ name }) => void told.push(name),
    handedOut: (next) => void told.push(`handed out up to ${next}`),
  })
  const signals: string[] = []
  const listen = (events = urlOf(1)) =>
    loop.signals(events).subscribe({
      next: ({ type }) => signals.push(type),
      complete: () => signals.push('complete'),
    })
  /** Whether a minute that begins now is one of open channel. */
  const isHeard = async () => {
    let isOver = false
    const { signal } = new AbortController()
    void silence.wait(100, signal).then(() => (isOver = true))
    await clock.advance(100)
    return isOver
  }
  return { loop, listen, signals, told, http, clock, isHeard, handOut: () => pageIsOut?.() }
}

const told = (http: { readonly urls: readonly string[] }) =>
  http.urls.map((url) => url.replace(urlOf(0).slice(0, -1), ''))

test('pages go to those who hand them out, and are no signals', async () => {
  const { handOut, http, listen, signals, told } = looping()
  listen()
  await http.answer(pageAt(1))
  const before = [...told]
  handOut()
  expect([signals, before, told.slice(1)]).toEqual([[], ['page /ucwa/events?ack=1'], [`handed out up to ${urlOf(2)}`]])
})

test('what cannot be read is told before the page it came with', async () => {
  const { http, listen, told } = looping()
  listen()
  const block = { rel: 'communication', href: '/c', events: [{ type: 'added' }] }
  await http.answer(pageAt(1, 'next', [block]))
  expect(told).toEqual(['UndecodableEvent', 'page /ucwa/events?ack=1'])
})

test('a gap is told to those who hand pages out, before the page behind it, and to the chart', async () => {
  const { http, listen, signals, told } = looping()
  listen()
  await http.answer(pageAt(1, 'resume'))
  expect([told, signals]).toEqual([['gap resume', 'page /ucwa/events?ack=1'], ['channel.gap']])
})

test('a channel that was left goes on behind its last page', async () => {
  const { http, listen } = looping()
  const first = listen()
  await http.answer(pageAt(1))
  first.unsubscribe()
  listen()
  expect(told(http)).toEqual(['1&timeout=180', '2', '2'])
})

test('another channel begins at its own place', async () => {
  const { http, listen } = looping()
  const first = listen()
  await http.answer(pageAt(1))
  first.unsubscribe()
  listen('https://pool.contoso.com/other?ack=1')
  expect(http.urls.at(-1)).toBe('https://pool.contoso.com/other?ack=1&timeout=180')
})

test('begins where another client has stopped', () => {
  const { http, listen, loop } = looping()
  loop.goOn(urlOf(1), urlOf(7))
  listen()
  expect(told(http)).toEqual(['7&timeout=180'])
})

test('of an application that was let go of no page comes twice', async () => {
  const { http, listen, loop, told } = looping()
  const first = listen()
  await http.answer(pageAt(1))
  first.unsubscribe()
  loop.letGo()
  listen()
  await http.answer(pageAt(1))
  expect([http.urls[2], told]).toEqual([`${urlOf(1)}&timeout=180`, ['page /ucwa/events?ack=1']])
})

test('nor after it was let go of once more before any page', async () => {
  const { http, listen, loop, told } = looping()
  const first = listen()
  await http.answer(pageAt(1))
  first.unsubscribe()
  loop.letGo()
  listen().unsubscribe()
  loop.letGo()
  listen()
  await http.answer(pageAt(1))
  expect(told).toEqual(['page /ucwa/events?ack=1'])
})

test('of an application that is gone nothing is remembered', async () => {
  const { http, listen, loop, told } = looping()
  const first = listen()
  await http.answer(pageAt(1))
  first.unsubscribe()
  loop.letGo()
  loop.forget()
  listen()
  await http.answer(pageAt(1))
  expect(told).toEqual(['page /ucwa/events?ack=1', 'page /ucwa/events?ack=1'])
})

test('the place in a channel goes with its application', async () => {
  const { http, listen, loop } = looping()
  const first = listen()
  await http.answer(pageAt(1))
  first.unsubscribe()
  loop.forget()
  listen()
  expect(http.urls.at(-1)).toBe(`${urlOf(1)}&timeout=180`)
})

test('time counts as time of open channel while a request is parked', async () => {
  const { http, isHeard, listen } = looping()
  const before = await isHeard()
  const subscription = listen()
  const parked = await isHeard()
  await http.answer(reply(503))
  const broken = await isHeard()
  subscription.unsubscribe()
  expect([before, parked, broken, await isHeard()]).toEqual([false, true, false, false])
})

test('time counts again once a broken request is answered', async () => {
  const { clock, http, isHeard, listen } = looping()
  listen()
  await http.answer(reply(503))
  await clock.advance(60_000)
  await http.answer(emptyAt(1))
  expect(await isHeard()).toBe(true)
})

test('time counts no more once the channel has ended', async () => {
  const { http, isHeard, listen, signals } = looping()
  listen()
  await http.answer(reply(404))
  expect([signals, await isHeard()]).toEqual([['channel.gone', 'complete'], false])
})

test('time does not count once nobody listens to a parked request', async () => {
  const { isHeard, listen } = looping()
  listen().unsubscribe()
  expect(await isHeard()).toBe(false)
})

test('a request that waits to be repeated goes out when the machine wakes', async () => {
  const { http, listen, loop } = looping()
  listen()
  await http.answer(reply(503))
  loop.wake()
  expect(http.urls.length).toBe(2)
})
