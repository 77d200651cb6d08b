import { expect, test } from 'vitest'
import { startAt } from '../../src/channel/cursor.ts'
import { token } from '../../src/transport/token.ts'
import { reply, resource } from '../support/fakeHttp.ts'
import { drain } from '../support/virtualClock.ts'
import { added, channelOf, emptyAt, hrefOf, listening, pageAt, urlOf } from './listening.ts'

test('sends nothing before somebody subscribes', async () => {
  const { clock, http } = channelOf()
  await clock.advance(60_000)
  expect(http.urls).toEqual([])
})

test('asks by GET, for the format of the session', () => {
  const { http } = listening()
  expect(http.requests).toEqual([
    {
      operation: 'events',
      method: 'GET',
      url: urlOf(1),
      headers: { Accept: 'application/json' },
      timeout: 210_000,
    },
  ])
})

test('hands on a page with the URL it came from, with the cursor behind it', async () => {
  const { http, signals } = listening()
  await http.answer(pageAt(1))
  expect(signals).toEqual([
    {
      type: 'channel.page',
      page: {
        self: hrefOf(1),
        onward: { rel: 'next', href: hrefOf(2) },
        blocks: [added('a')],
        undecodable: [],
      },
      url: urlOf(1),
      cursor: { ...startAt(urlOf(2)), untold: false, seen: urlOf(1) },
    },
  ])
})

test('asks for the next page before handing out this one', async () => {
  const { http, channel } = channelOf()
  const order: string[] = []
  channel.subscribe(() => order.push(`page, after ${http.urls.length} requests, ${http.parked()} parked`))
  await http.answer(pageAt(1))
  await http.answer(pageAt(2))
  expect(order).toEqual(['page, after 2 requests, 1 parked', 'page, after 3 requests, 1 parked'])
})

test('asks for the next page before handing out this one with a token as well', async () => {
  const { http, channel } = channelOf({ credentials: token('cwt=abc') })
  const order: string[] = []
  channel.subscribe(() => order.push(`page, ${http.parked()} parked`))
  await drain()
  await http.answer(reply(401, '', { 'www-authenticate': 'MsRtcOAuth href="/token",grant_type="password"' }))
  await http.answer(pageAt(1))
  await http.answer(pageAt(2))
  expect(order).toEqual(['page, 1 parked', 'page, 1 parked'])
})

test('hands on several pages in their order, from several requests', async () => {
  const { http, brief } = listening()
  for (const ack of [1, 2, 3]) await http.answer(pageAt(ack))
  expect([brief(), http.urls]).toEqual([
    [`page ${hrefOf(1)}`, `page ${hrefOf(2)}`, `page ${hrefOf(3)}`],
    [urlOf(1), urlOf(2), urlOf(3), urlOf(4)],
  ])
})

test('keeps one request parked while pages come', async () => {
  const { http } = listening()
  for (const ack of [1, 2, 3]) await http.answer(pageAt(ack))
  expect([http.parked(), http.most()]).toEqual([1, 1])
})

test('resolves the next link against the URL of the answer', async () => {
  const { http } = listening()
  await http.answer(resource({ _links: { next: { href: 'events?ack=2&key=a%2Bb' } }, sender: [] }))
  expect(http.urls[1]).toBe('https://pool.contoso.com/ucwa/events?ack=2&key=a%2Bb')
})

test.each([
  ['an empty sender', []],
  ['no sender', undefined],
  ['a sender of null', null],
])('goes on behind a time-out response with %s', async (_, sender) => {
  const { http, clock, brief } = listening()
  await clock.advance(180_000)
  await http.answer(pageAt(1, 'next', sender))
  expect([brief(), http.urls]).toEqual([[`page ${hrefOf(1)}`], [urlOf(1), urlOf(2)]])
})

test('drops a page that comes again', async () => {
  const { http, brief } = listening()
  await http.answer(pageAt(1))
  await http.answer(pageAt(1))
  expect([brief(), http.urls]).toEqual([[`page ${hrefOf(1)}`], [urlOf(1), urlOf(2), urlOf(2)]])
})

test('tells a resume before the page that brings it', async () => {
  const { http, brief } = listening()
  await http.answer(pageAt(1, 'resume'))
  expect([brief(), http.urls[1]]).toEqual([['gap resume', `page ${hrefOf(1)}`], urlOf(2)])
})

test('follows a resync', async () => {
  const { http, brief } = listening({ from: { ...startAt(urlOf(9)), untold: false, seen: urlOf(8) } })
  await http.answer(resource({ _links: { resync: { href: hrefOf(4) } } }))
  await http.answer(pageAt(4))
  expect([brief(), http.urls]).toEqual([
    ['gap resync', 'page without self', `page ${hrefOf(4)}`],
    [urlOf(9), urlOf(4), urlOf(5)],
  ])
})

test.each([
  ['resync before resume', { next: 2, resume: 3, resync: 4 }, 4],
  ['resume before next', { next: 2, resume: 3 }, 3],
])('follows %s', async (_, acks, followed) => {
  const { http } = listening()
  const links = Object.fromEntries(Object.entries(acks).map(([rel, ack]) => [rel, { href: hrefOf(ack) }]))
  await http.answer(resource({ _links: { self: { href: hrefOf(1) }, ...links } }))
  expect(http.urls[1]).toBe(urlOf(followed))
})

test('hands on the events beside one that cannot be decoded', async () => {
  const { http, signals } = listening()
  await http.answer(pageAt(1, 'next', [added('a'), { rel: 'communication', events: [{ type: 7 }] }, added('b')]))
  expect(signals).toMatchObject([
    {
      page: {
        blocks: [added('a'), { rel: 'communication', events: [] }, added('b')],
        undecodable: [{ path: '/sender/1/events/0', failure: { name: 'DecodeFailure' } }],
      },
    },
  ])
})

test('goes on from a cursor that was kept', async () => {
  const first = listening()
  await first.http.answer(pageAt(1))
  const [signal] = first.signals
  if (signal?.type !== 'channel.page') throw new Error('no page')
  const second = listening({ from: signal.cursor, aggregation: { medium: 10 } })
  await second.http.answer(pageAt(1))
  await second.http.answer(pageAt(2))
  expect([second.brief(), second.http.urls]).toEqual([[`page ${hrefOf(2)}`], [urlOf(2), urlOf(2), urlOf(3)]])
})

test('asks four times at once while a server answers at once with nothing', async () => {
  const { http } = listening()
  for (const ack of [1, 2, 3, 4]) await http.answer(emptyAt(ack))
  expect([http.urls.length, http.parked()]).toEqual([4, 0])
})

test('asks again after a pause when a server answers at once with nothing', async () => {
  const { http, clock } = listening()
  for (const ack of [1, 2, 3, 4]) await http.answer(emptyAt(ack))
  await clock.advance(749)
  expect(http.parked()).toBe(0)
  await clock.advance(1)
  expect(http.urls[4]).toBe(urlOf(5))
})

test('pauses while a server answers every request at once with a resync', async () => {
  const { http, clock } = listening()
  const resync = resource({ _links: { resync: { href: hrefOf(1) } }, sender: [added('a')] })
  for (let time = 0; time < 4; time++) await http.answer(resync)
  expect(http.parked()).toBe(0)
  await clock.advance(750)
  expect(http.parked()).toBe(1)
})

test('gives an error that no failure explains to its subscriber', async () => {
  const { channel } = channelOf({ from: startAt('no URL'), aggregation: { medium: 10 } })
  const errors: unknown[] = []
  channel.subscribe({ error: (error: unknown) => errors.push(error) })
  await drain()
  expect(errors).toEqual([expect.objectContaining({ name: 'TypeError' })])
})

test('backs off after an answer that is no page', async () => {
  const { http, brief } = listening()
  await http.answer(reply(200, '<html></html>', { 'content-type': 'text/html' }))
  expect([brief(), http.parked()]).toEqual([['backingOff 1'], 0])
})

test('takes no two pages for one because neither says which it is', async () => {
  const { http, brief } = listening()
  const anonymous = (ack: number) => resource({ _links: { next: { href: hrefOf(ack) } }, sender: [added('a')] })
  await http.answer(anonymous(2))
  await http.answer(anonymous(3))
  expect(brief()).toEqual(['page without self', 'page without self'])
})

test('says why a body could not be read', async () => {
  const { http, signals } = listening()
  await http.answer(reply(200, '{"_links":', { 'content-type': 'application/json' }))
  expect(signals).toMatchObject([{ cause: { name: 'Unreadable', reason: expect.stringContaining('JSON') as string } }])
})
