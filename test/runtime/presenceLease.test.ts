import { expect, test } from 'vitest'
import { json } from '../../src/protocol/format.ts'
import { PresenceLease } from '../../src/runtime/presenceLease.ts'
import { createExchange } from '../../src/transport/exchange.ts'
import { breaks, fakeHttp, hangs, reply, resource, type Reply } from '../support/fakeHttp.ts'
import { drain, virtualClock } from '../support/virtualClock.ts'

const all = 'https://pool.contoso.com/subscriptions'
const one = `${all}/1`
const two = `${all}/2`
const minute = 60_000

const made = (href: string): Reply => reply(201, '', { location: href })
const nowhere = reply(201)
const extended = resource({})

interface Answers {
  readonly make?: readonly Reply[]
  readonly extend?: readonly Reply[]
  readonly isOffered?: boolean
  readonly uris?: readonly string[]
}

const both = ['sip:lene@contoso.com', 'sip:sara@contoso.com']

const leasing = ({ make = [made(one)], extend = [], isOffered = true, uris = both }: Answers = {}) => {
  const clock = virtualClock(0)
  const http = fakeHttp({
    [`POST ${all}`]: make,
    [`POST ${one}`]: extend,
    [`POST ${two}`]: extend,
    [`DELETE ${one}`]: reply(204),
    [`DELETE ${two}`]: reply(204),
  })
  const sent: string[] = []
  const life = new AbortController()
  const faults: unknown[] = []
  const exchange = createExchange({
    http: (request, signal) => {
      sent.push(`${clock.now() / minute} ${request.method} ${request.url.slice(all.length)}`.trim())
      return http(request, signal)
    },
    format: json(),
    clock,
  })
  const surroundings = {
    wire: { exchange, format: json() },
    clock,
    random: () => 1,
    href: () => (isOffered ? all : undefined),
    life: life.signal,
  }
  const lease = new PresenceLease(surroundings, uris, (fault) => faults.push(fault))
  return { clock, http, lease, life, sent, faults }
}

test('is asked for with everybody it is about, for half an hour, and extended before its end', async () => {
  const { clock, http, sent } = leasing({ extend: [extended, extended] })
  await clock.advance(60 * minute)
  expect(sent).toEqual(['0 POST', '25 POST /1', '50 POST /1'])
  expect(http.requests.map(({ body }) => JSON.parse(body ?? '') as unknown).slice(0, 2)).toEqual([
    { duration: 30, uris: ['sip:lene@contoso.com', 'sip:sara@contoso.com'] },
    { duration: 30 },
  ])
})

test.each([404, 400, 409])('is made again when its extension is answered by %d', async (status) => {
  const { clock, sent } = leasing({ make: [made(one), made(two)], extend: [reply(status)] })
  await clock.advance(30 * minute)
  expect(sent).toEqual(['0 POST', '25 POST /1', '25 POST'])
})

test.each<[string, Reply]>([
  ['a broken connection', breaks('ECONNRESET')],
  ['500', reply(500)],
  ['503', reply(503)],
  ['408', reply(408)],
  ['429', reply(429)],
])('is asked for again and again, more and more rarely, after %s', async (_, failure) => {
  const { clock, sent } = leasing({ make: [failure, failure, failure, made(one)] })
  await clock.advance(20 * minute)
  expect(sent).toEqual(['0 POST', `${1 / 60} POST`, `${3 / 60} POST`, `${7 / 60} POST`])
})

test('is asked for again when the server says, where that is later', async () => {
  const { clock, sent } = leasing({ make: [reply(503, '', { 'retry-after': '120' }), made(one)] })
  await clock.advance(20 * minute)
  expect(sent).toEqual(['0 POST', '2 POST'])
})

test('begins anew to count failures once one was answered', async () => {
  const { clock, sent } = leasing({ make: [reply(503), reply(503), made(one)], extend: [reply(503), extended] })
  await clock.advance(40 * minute)
  expect(sent.slice(2)).toEqual(['0.05 POST', '25.05 POST /1', `${25.05 + 1 / 60} POST /1`])
})

test.each([
  ['is refused', { make: [reply(403), made(one)] }, ['0 POST', '600 POST']],
  ['has no link', { isOffered: false }, []],
  ['is about nobody', { uris: ['nobody'] }, []],
])('waits to be needed anew where it %s', async (_, answers, sentInAll) => {
  const { clock, lease, sent } = leasing(answers)
  await clock.advance(600 * minute)
  expect([sent, clock.pending()]).toEqual([sentInAll.slice(0, 1), 0])
  lease.renew()
  await drain()
  expect(sent).toEqual(sentInAll)
})

test('is asked for again a minute after every token was refused', async () => {
  const { clock, sent } = leasing({ make: [reply(401), reply(401), made(one)] })
  await clock.advance(3 * minute)
  expect(sent).toEqual(['0 POST', '1 POST', '2 POST'])
})

test('is extended a minute after every token was refused', async () => {
  const { clock, sent } = leasing({ extend: [reply(401), extended] })
  await clock.advance(27 * minute)
  expect(sent).toEqual(['0 POST', '25 POST /1', '26 POST /1'])
})

test('is seen to at once when the server may have dropped it', async () => {
  const { clock, lease, sent } = leasing({ extend: [extended, extended] })
  await clock.advance(5 * minute)
  lease.renew()
  await clock.advance(25 * minute)
  expect([sent, clock.pending()]).toEqual([['0 POST', '5 POST /1', '30 POST /1'], 1])
})

test('is seen to once more when the server may have dropped it while it was asked for', async () => {
  const { clock, lease, sent } = leasing({ extend: [extended] })
  lease.renew()
  await clock.advance(20 * minute)
  expect(sent).toEqual(['0 POST', '0 POST /1'])
})

test('that nobody needs is deleted, once it is known where it is', async () => {
  const { clock, lease, sent } = leasing()
  lease.drop()
  await clock.advance(60 * minute)
  expect([sent, clock.pending()]).toEqual([['0 POST', '0 DELETE /1'], 0])
})

test('that nobody needs is not deleted where it was never told where it is', async () => {
  const { clock, lease, sent } = leasing({ make: [nowhere] })
  await clock.advance(minute)
  lease.drop()
  await clock.advance(60 * minute)
  expect([sent, clock.pending()]).toEqual([['0 POST'], 0])
})

test('that is not told where it is is made anew before its end', async () => {
  const { clock, sent } = leasing({ make: [nowhere, nowhere] })
  await clock.advance(30 * minute)
  expect(sent).toEqual(['0 POST', '25 POST'])
})

test.each([
  ['it waits', made(one), 5],
  ['it is asked for', hangs, 0],
])('sends nothing when its application is gone while %s', async (_, first, minutes) => {
  const { clock, lease, life, sent, faults } = leasing({ make: [first] })
  await clock.advance(minutes * minute)
  life.abort()
  lease.drop()
  await clock.advance(60 * minute)
  expect([sent, clock.pending(), faults]).toEqual([['0 POST'], 0, []])
})

test('tells of a defect', async () => {
  const { clock, faults } = leasing({ make: [] })
  await clock.advance(0)
  expect(faults).toMatchObject([{ message: `not in the script: POST ${all}, time 1` }])
})
