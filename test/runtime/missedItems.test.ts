import { expect, test } from 'vitest'
import { Fetcher } from '../../src/runtime/fetcher.ts'
import { MissedItemsRecord } from '../../src/runtime/missedItems.ts'
import { resource, type Script } from '../support/fakeHttp.ts'
import { drain } from '../support/virtualClock.ts'
import { partsOf } from './fakeSession.ts'

const items = (count: number) => ({ missedConversationsCount: count, _links: { self: { href: '/missed' } } })

const recording = (script: Script, isOffered = true) => {
  const { place, seen, wire } = partsOf(script)
  const faults: unknown[] = []
  const href = () => (isOffered ? place.absolute('/missed') : undefined)
  const record = new MissedItemsRecord({ place, fetcher: new Fetcher(wire, (fault) => faults.push(fault)), href })
  let told = 0
  const listen = async () => {
    const stop = record.listen(() => (told += 1))
    await drain()
    return stop
  }
  const happens = async (missedItems?: object) => {
    const event = {
      link: { rel: 'missedItems', href: '/missed' },
      type: 'updated' as const,
      _embedded: { missedItems },
    }
    record.follow(event)
    await drain()
  }
  return { record, faults, listen, happens, seen, told: () => told }
}

test('is read once somebody listens, once for all', async () => {
  const { record, listen, seen, told } = recording({ 'GET /missed': resource(items(1)) })
  const before = record.items
  await listen()
  await listen()
  expect([before, record.items, told(), seen()]).toEqual([undefined, items(1), 1, ['GET /missed missedItems']])
})

test('is what an event brings', async () => {
  const { record, listen, happens, seen } = recording({ 'GET /missed': resource(items(1)) })
  await listen()
  await happens(items(2))
  expect([record.items, seen().length]).toEqual([items(2), 1])
})

test('is read again where an event brings nothing', async () => {
  const { record, listen, happens } = recording({ 'GET /missed': [resource(items(1)), resource(items(2))] })
  await listen()
  await happens()
  expect(record.items).toEqual(items(2))
})

test('is read again where an event has no body at all', async () => {
  const { record, listen } = recording({ 'GET /missed': [resource(items(1)), resource(items(2))] })
  await listen()
  record.follow({ link: { rel: 'missedItems', href: '/missed' }, type: 'updated' })
  await drain()
  expect(record.items).toEqual(items(2))
})

test('is forgotten, and read when somebody listens again, where nobody does when it is doubted', async () => {
  const { record, listen, seen } = recording({ 'GET /missed': [resource(items(1)), resource(items(2))] })
  const stop = await listen()
  stop()
  record.doubt()
  const doubted = [record.items, seen().length]
  await listen()
  expect([doubted, record.items]).toEqual([[undefined, 1], items(2)])
})

test('is read again when it is doubted', async () => {
  const { record, listen } = recording({ 'GET /missed': [resource(items(1)), resource(items(2))] })
  await listen()
  record.doubt()
  await drain()
  expect(record.items).toEqual(items(2))
})

test('is not read where it is not offered, nor once it is over', async () => {
  const nowhere = recording({}, false)
  await nowhere.listen()
  const over = recording({})
  over.record.end()
  await over.listen()
  await over.happens()
  expect([nowhere.seen(), nowhere.faults, over.seen()]).toEqual([[], [], []])
})
