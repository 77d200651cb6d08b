import { either as E } from 'fp-ts'
import { expect, test } from 'vitest'
import * as t from 'io-ts'
import { json } from '../../src/protocol/format.ts'
import { Fetcher } from '../../src/runtime/fetcher.ts'
import { createExchange, type Exchange } from '../../src/transport/exchange.ts'
import { breaks, fakeHttp, reply, resource, type Reply } from '../support/fakeHttp.ts'
import { drain, virtualClock } from '../support/virtualClock.ts'

const Thing = t.type({ name: t.string })
const href = 'http://pool.contoso.com/thing'

interface Later {
  readonly reply: Promise<Reply>
  readonly come: (reply: Reply) => void
}

const later = (): Later => {
  let come: (reply: Reply) => void = () => undefined
  const promised = new Promise<Reply>((resolve) => {
    come = resolve
  })
  return { reply: promised, come: (one) => come(one) }
}

const fetching = (...replies: readonly (Reply | Promise<Reply>)[]) => {
  const http = fakeHttp({ [`GET ${href}`]: replies })
  const faults: unknown[] = []
  const exchange = createExchange({ http, format: json(), clock: virtualClock() })
  const fetcher = new Fetcher({ exchange, format: json() }, (error) => faults.push(error))
  const told: string[] = []
  const get = () =>
    fetcher.get({
      codec: Thing,
      href,
      operation: 'thing',
      found: ({ name }) => void told.push(name),
      missed: () => void told.push('missed'),
    })
  return { fetcher, get, told, faults, http }
}

test('hands on what it found', async () => {
  const { get, told } = fetching(resource({ name: 'one' }))
  get()
  await drain()
  expect(told).toEqual(['one'])
})

test.each([
  ['is gone', reply(404)],
  ['cannot be read', resource({ name: 1 })],
  ['does not answer', breaks('ECONNRESET')],
])('tells when a resource %s', async (_, answer) => {
  const { get, told } = fetching(answer)
  get()
  await drain()
  expect(told).toEqual(['missed'])
})

test('tells whether something that was being read has been overtaken', () => {
  const { fetcher, get } = fetching(later().reply)
  const before = fetcher.overtake(href)
  get()
  expect([before, fetcher.overtake('http://pool.contoso.com/other'), fetcher.overtake(href)]).toEqual([
    false,
    false,
    true,
  ])
})

test('reads anyway what no event is to overtake', async () => {
  const { fetcher, told } = fetching(resource({ name: 'one' }))
  fetcher.getAnyway({ codec: Thing, href, operation: 'thing', found: ({ name }) => void told.push(name) })
  const wasBeingRead = fetcher.overtake(href)
  await drain()
  expect([wasBeingRead, told]).toEqual([false, ['one']])
})

test('tells of a defect once, and that nothing was found', async () => {
  const { faults, get, told } = fetching()
  get()
  await drain()
  expect([faults, told]).toMatchObject([[{ message: `not in the script: GET ${href}, time 1` }], ['missed']])
})

test('says nothing of what was not found where nobody asks', async () => {
  const { faults, fetcher } = fetching(reply(404))
  fetcher.get({ codec: Thing, href, operation: 'thing', found: () => undefined })
  await drain()
  expect(faults).toEqual([])
})

test('drops an answer that comes though it was given up', async () => {
  const told: string[] = []
  const answer = { status: 200, url: href, header: () => undefined, text: '', movedTo: undefined }
  const stubborn: Exchange = () => () =>
    Promise.resolve(E.right({ ...answer, structure: () => E.right({ name: 'a' }) }))
  const fetcher = new Fetcher({ exchange: stubborn, format: json() }, () => undefined)
  const missed = () => void told.push('missed')
  fetcher.get({ codec: Thing, href, operation: 'thing', found: ({ name }) => void told.push(name), missed })
  fetcher.overtake(href)
  await drain()
  expect(told).toEqual(['missed'])
})

test('drops an answer that a later event has overtaken', async () => {
  const { reply: answer, come } = later()
  const { fetcher, get, told } = fetching(answer)
  get()
  fetcher.overtake(href)
  come(resource({ name: 'late' }))
  await drain()
  expect(told).toEqual(['missed'])
})

test('a second GET of one resource overtakes the first', async () => {
  const { reply: answer, come } = later()
  const { get, told } = fetching(answer, resource({ name: 'two' }))
  get()
  get()
  await drain()
  come(resource({ name: 'one' }))
  await drain()
  expect(told).toEqual(['missed', 'two'])
})

test('an event about another resource overtakes nothing', async () => {
  const { fetcher, get, told } = fetching(resource({ name: 'one' }))
  get()
  fetcher.overtake(`${href}/else`)
  await drain()
  expect(told).toEqual(['one'])
})

test('tells nobody when everything is given up', async () => {
  const { reply: answer, come } = later()
  const { fetcher, get, told } = fetching(answer)
  get()
  fetcher.close()
  come(resource({ name: 'late' }))
  await drain()
  expect(told).toEqual([])
})

test('works again after everything was given up', async () => {
  const { fetcher, get, told } = fetching(resource({ name: 'one' }))
  fetcher.close()
  get()
  await drain()
  expect(told).toEqual(['one'])
})

test('reports a receiver that throws', async () => {
  const { fetcher, faults } = fetching(resource({ name: 'one' }))
  fetcher.get({
    codec: Thing,
    href,
    operation: 'thing',
    found: () => {
      throw new Error('mine')
    },
  })
  await drain()
  expect(faults).toEqual([new Error('mine')])
})

test('has whoever waits for a resource go on at once where nothing is read', () => {
  const { fetcher, told } = fetching()
  fetcher.whenRead(href, () => void told.push('went on'))
  expect(told).toEqual(['went on'])
})

test('has whoever waits for a resource go on after it is read', async () => {
  const { fetcher, get, told } = fetching(resource({ name: 'one' }))
  get()
  fetcher.whenRead(href, () => void told.push('went on'))
  await drain()
  expect(told).toEqual(['one', 'went on'])
})

test('has whoever waits for a resource wait for the newest answer', async () => {
  const [first, second] = [later(), later()]
  const { fetcher, get, told } = fetching(first.reply, second.reply)
  get()
  fetcher.whenRead(href, () => void told.push('went on'))
  get()
  first.come(resource({ name: 'one' }))
  await drain()
  second.come(resource({ name: 'two' }))
  await drain()
  expect(told).toEqual(['missed', 'two', 'went on'])
})

test('has nobody go on when everything is given up', async () => {
  const { fetcher, get, told } = fetching(later().reply)
  get()
  fetcher.whenRead(href, () => void told.push('went on'))
  fetcher.close()
  await drain()
  expect(told).toEqual([])
})
