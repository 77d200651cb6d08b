import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import { json } from '../../src/protocol/format.ts'
import { createExchange } from '../../src/transport/exchange.ts'
import { createEtags } from '../../src/transport/withEtags.ts'
import { fakeHttp, reply, resource, type Reply } from '../support/fakeHttp.ts'
import { virtualClock } from '../support/virtualClock.ts'

const url = 'https://pool.contoso.com/me'
const { signal } = new AbortController()

const tagged = (structure: object, etag: string): Reply =>
  reply(200, JSON.stringify(structure), { 'content-type': 'application/json', etag })

const world = (...replies: readonly Reply[]) => {
  const clock = virtualClock()
  const http = fakeHttp({ [`GET ${url}`]: replies, [`POST ${url}`]: replies }, clock)
  const etags = createEtags()
  const exchange = etags.exchange(createExchange({ http, format: json(), clock }))
  const ask = async (method: 'GET' | 'POST' = 'GET') => {
    const outcome = await exchange({ operation: 'me', method, url }, signal)()
    return E.isLeft(outcome) ? outcome.left.name : E.toUnion(outcome.right.structure())
  }
  return { ask, etags, exchange, http, sent: () => http.requests.map(({ headers }) => headers['If-None-Match']) }
}

test('a 304 gives the body of before', async () => {
  const { ask, sent } = world(tagged({ name: 'Tosh' }, '"1"'), reply(304), reply(304))

  expect([await ask(), await ask(), await ask()]).toEqual([{ name: 'Tosh' }, { name: 'Tosh' }, { name: 'Tosh' }])
  expect(sent()).toEqual([undefined, '"1"', '"1"'])
})

test('a body that has changed takes the place of the one before', async () => {
  const { ask, sent } = world(tagged({ name: 'Tosh' }, '"1"'), tagged({ name: 'Lene' }, 'W/"2"'), reply(304))

  expect([await ask(), await ask(), await ask()]).toEqual([{ name: 'Tosh' }, { name: 'Lene' }, { name: 'Lene' }])
  expect(sent()).toEqual([undefined, '"1"', 'W/"2"'])
})

test('the property etag stands in for the header', async () => {
  const { ask, sent } = world(resource({ etag: '7' }), reply(304))

  expect([await ask(), await ask()]).toEqual([{ etag: '7' }, { etag: '7' }])
  expect(sent()).toEqual([undefined, '"7"'])
})

test.each<[string, Reply]>([
  ['what has no etag', resource({ name: 'Tosh' })],
  ['what is no object', resource(null)],
  ['what only a gateway knows', reply(203, '{}', { 'content-type': 'application/json', etag: '"1"' })],
  ['what has an etag that could not go back in a header', resource({ etag: '7\r\nX-Evil: 1' })],
])('%s is asked for anew', async (_, first) => {
  const { ask, http } = world(first, resource({ name: 'Lene' }))

  await ask()
  expect(await ask()).toEqual({ name: 'Lene' })
  expect(http.requests.map(({ headers }) => headers)).toStrictEqual([
    { Accept: 'application/json' },
    { Accept: 'application/json' },
  ])
})

test.each([
  ['"22"', '"22"'],
  ['W/"22"', 'W/"22"'],
  ['22', '"22"'],
  ['"22', '"22"'],
  ['2"2', '"22"'],
  ['W/"22"-gzip', '"W/22-gzip"'],
  ['XW/"22"', '"XW/22"'],
])('the etag %s goes back as %s', async (etag, back) => {
  const { ask, sent } = world(tagged({ name: 'Tosh' }, etag), reply(304))

  await ask()
  await ask()
  expect(sent()).toEqual([undefined, back])
})

test('a 304 that nobody asked for is passed on', async () => {
  const { exchange } = world(reply(304))

  expect(await exchange({ operation: 'me', method: 'GET', url }, signal)()).toMatchObject({ right: { status: 304 } })
})

test('a refusal leaves what is held', async () => {
  const { ask, sent } = world(tagged({ name: 'Tosh' }, '"1"'), reply(503), reply(304))

  expect([await ask(), await ask(), await ask()]).toEqual([{ name: 'Tosh' }, 'Refused', { name: 'Tosh' }])
  expect(sent()).toEqual([undefined, '"1"', '"1"'])
})

test('a POST has nothing to do with it', async () => {
  const { ask, sent } = world(tagged({ name: 'Tosh' }, '"1"'), tagged({ name: 'Lene' }, '"2"'))

  await ask()
  await ask('POST')

  expect(sent()).toEqual([undefined, undefined])
})

test('nothing is held of an application that is gone', async () => {
  const { ask, etags, sent } = world(tagged({ name: 'Tosh' }, '"1"'), tagged({ name: 'Lene' }, '"1"'))

  await ask()
  etags.forget()

  expect(await ask()).toEqual({ name: 'Lene' })
  expect(sent()).toEqual([undefined, undefined])
})

test('holds the 50 that were used last', async () => {
  const clock = virtualClock()
  const urls = Array.from({ length: 51 }, (_, index) => `${url}/${index}`)
  const http = fakeHttp(Object.fromEntries(urls.map((each) => [`GET ${each}`, tagged({}, '"1"')])), clock)
  const exchange = createEtags().exchange(createExchange({ http, format: json(), clock }))
  const ask = (each = '') => exchange({ operation: 'me', method: 'GET', url: each }, signal)()

  for (const each of urls) await ask(each)
  await ask(urls[1])
  await ask(urls[0])

  expect(http.requests.slice(51).map(({ headers }) => headers['If-None-Match'])).toEqual(['"1"', undefined])
})

test('holds no body that cannot be read', async () => {
  const { ask, sent } = world(
    reply(200, '{"name": "Le', { 'content-type': 'application/json', etag: '"1"' }),
    tagged({ name: 'Lene' }, '"1"'),
  )
  await ask()
  expect([await ask(), sent()]).toEqual([{ name: 'Lene' }, [undefined, undefined]])
})
