import { expect, test } from 'vitest'
import { breaks, reply, resource, type Reply } from '../support/fakeHttp.ts'
import { hrefOf, listening, pageAt, urlOf } from './listening.ts'

const minute = 60_000
const start = Date.UTC(2026, 0, 1)

const refusal = (status: number, subcode: string): Reply => resource({ code: 'Conflict', subcode }, status)
const replaced = refusal(409, 'PGetReplaced')

test('tells what broke with the time of the next try', async () => {
  const { http, signals } = listening()
  await http.answer(breaks('ECONNRESET'))
  expect(signals).toEqual([
    {
      type: 'channel.backingOff',
      attempt: 1,
      retryAt: start + 750,
      cause: {
        name: 'Unreachable',
        operation: 'events',
        method: 'GET',
        href: 'https://pool.contoso.com/ucwa/events',
        code: 'ECONNRESET',
        cause: undefined,
      },
    },
  ])
})

test.each<[string, Reply]>([
  ['a broken connection', breaks('ECONNRESET')],
  ...[408, 429, 500, 502, 503, 504].map((status): [string, Reply] => [`${status}`, reply(status)]),
  ['409 of an application that starts', refusal(409, 'ServiceNotReady')],
  ['an HTML page', reply(200, '<html></html>', { 'content-type': 'text/html' })],
  ['cut JSON', reply(200, '{"_links":{"self"', { 'content-type': 'application/json' })],
  ['JSON of another kind', resource([1, 2, 3])],
  ['a page without a link to go on with', resource({ _links: {}, sender: [] })],
  ['a page whose next link is no URL', resource({ _links: { next: { href: 'http://[' } }, sender: [] })],
  ['an empty 204', reply(204)],
  ['a 304', reply(304)],
  ['a redirect', reply(302, '', { location: 'https://elsewhere.example/events' })],
])('repeats the same request after %s', async (_, answer) => {
  const { http, clock, brief } = listening({ aggregation: { medium: 10 } })
  await http.answer(answer)
  await clock.advance(749)
  expect([brief(), http.parked()]).toEqual([['backingOff 1'], 0])
  await clock.advance(1)
  expect(http.urls).toEqual([`${urlOf(1)}&medium=10`, `${urlOf(1)}&medium=10`])
})

test.each([
  ['is no URL', 'http://[', 8],
  ['leads to another host', 'https://evil.example/', 21],
])('says which link of a page %s', async (_, href, length) => {
  const { http, signals } = listening()
  await http.answer(resource({ _links: { resume: { href } }, sender: [] }))
  expect(signals).toMatchObject([
    {
      cause: {
        name: 'Unreadable',
        operation: 'events',
        method: 'GET',
        href: 'https://pool.contoso.com/ucwa/events',
        status: 200,
        reason: `/_links/resume/href is a string of ${length} characters, not a URL of the same host`,
      },
    },
  ])
})

test('takes a self that is no URL for none', async () => {
  const { http, signals } = listening()
  await http.answer(resource({ _links: { self: { href: 'http://[' }, next: { href: hrefOf(2) } } }))
  expect(signals).toMatchObject([{ type: 'channel.page', cursor: { url: urlOf(2), seen: urlOf(1) } }])
})

test('waits as long as Retry-After says', async () => {
  const { http, clock } = listening()
  await http.answer(reply(503, '', { 'retry-after': '20' }))
  await clock.advance(19_999)
  expect(http.parked()).toBe(0)
  await clock.advance(1)
  expect(http.parked()).toBe(1)
})

test('tries after five minutes when Retry-After asks for a day', async () => {
  const { http, clock } = listening()
  await http.answer(reply(429, '', { 'retry-after': '86400' }))
  await clock.advance(5 * minute)
  expect(http.parked()).toBe(1)
})

test('says once that it polls again after failures', async () => {
  const { http, clock, brief } = listening()
  await http.answer(breaks('ECONNRESET'))
  await clock.advance(minute)
  await http.answer(reply(502))
  await clock.advance(minute)
  await http.answer(pageAt(1))
  await http.answer(pageAt(2))
  expect(brief()).toEqual([
    'backingOff 1',
    'repeating',
    'backingOff 2',
    'repeating',
    'polling',
    `page ${hrefOf(1)}`,
    `page ${hrefOf(2)}`,
  ])
})

test('says that it polls again before a gap', async () => {
  const { http, clock, brief } = listening()
  await http.answer(breaks('ECONNRESET'))
  await clock.advance(minute)
  await http.answer(pageAt(1, 'resume'))
  expect(brief()).toEqual(['backingOff 1', 'repeating', 'polling', 'gap resume', `page ${hrefOf(1)}`])
})

test('drops the page that comes again because its first answer was cut', async () => {
  const { http, clock, brief } = listening()
  await http.answer(pageAt(1))
  await http.answer(breaks('ECONNRESET'))
  await clock.advance(minute)
  await http.answer(pageAt(1))
  await http.answer(pageAt(2))
  expect(brief()).toEqual([`page ${hrefOf(1)}`, 'backingOff 1', 'repeating', 'polling', `page ${hrefOf(2)}`])
})

test('survives one PGetReplaced', async () => {
  const { http, clock, brief } = listening()
  await http.answer(replaced)
  await clock.advance(750)
  await http.answer(pageAt(1))
  expect([brief(), http.parked()]).toEqual([['backingOff 1', 'repeating', 'polling', `page ${hrefOf(1)}`], 1])
})

test('stops when a second PGetReplaced follows the first', async () => {
  const { http, clock, brief, ending } = listening()
  await http.answer(replaced)
  await clock.advance(750)
  await http.answer(replaced)
  await clock.advance(60 * minute)
  expect([brief(), ending, http.urls.length, clock.pending()]).toEqual([
    ['backingOff 1', 'repeating', 'replaced'],
    ['complete'],
    2,
    0,
  ])
})

test.each<[string, Reply]>([
  ['400', reply(400)],
  ['401 that no token heals', reply(401)],
  ['403', reply(403)],
  ['404 ApplicationNotFound', refusal(404, 'ApplicationNotFound')],
  ['410 InactiveApplicationExpired', refusal(410, 'InactiveApplicationExpired')],
  ['410 TooManyApplications', refusal(410, 'TooManyApplications')],
  ['410 UserAgentNotAllowed', refusal(410, 'UserAgentNotAllowed')],
])('ends with %s', async (_, answer) => {
  const { http, clock, brief, ending } = listening()
  await http.answer(answer)
  await clock.advance(60 * minute)
  expect([brief(), ending, http.urls.length, clock.pending()]).toEqual([['gone Refused'], ['complete'], 1, 0])
})

test('keeps the code of the refusal it ends with', async () => {
  const { http, signals } = listening()
  await http.answer(resource({ code: 'Gone', subcode: 'TooManyApplications', message: 'Too many.' }, 410))
  expect(signals).toMatchObject([
    {
      type: 'channel.gone',
      cause: { name: 'Refused', status: 410, code: 'Gone', subcode: 'TooManyApplications', message: 'Too many.' },
    },
  ])
})

test('gives up when nothing has come for more than 15 minutes', async () => {
  const { http, clock, brief, ending } = listening()
  for (let tries = 0; tries < 60 && http.parked() > 0; tries++) {
    await http.answer(breaks('ECONNREFUSED'))
    await clock.advance(minute)
  }
  expect([brief().at(-1), ending, http.urls.length]).toEqual(['gone Unreachable', ['complete'], 17])
})
