import { expect, test } from 'vitest'
import type { Aggregation } from '../../src/channel/aggregation.ts'
import { breaks, resource } from '../support/fakeHttp.ts'
import { hrefOf, listening, pageAt, urlOf } from './listening.ts'

const aggregation: Aggregation = { timeout: 300, medium: 10, low: 20, priority: 1 }
const told = '&timeout=300&medium=10&low=20&priority=1'

test('tells how events may be held back with the first request', () => {
  expect(listening({ aggregation }).http.urls).toEqual([urlOf(1) + told])
})

test('tells only what it was given', () => {
  expect(listening({ aggregation: { low: 30 } }).http.urls).toEqual([`${urlOf(1)}&low=30`])
})

test('does not tell again what the server remembers', async () => {
  const { http } = listening({ aggregation })
  await http.answer(pageAt(1))
  await http.answer(pageAt(2))
  expect(http.urls.slice(1)).toEqual([urlOf(2), urlOf(3)])
})

test('tells again when the first request broke', async () => {
  const { http, clock } = listening({ aggregation })
  await http.answer(breaks('ECONNRESET'))
  await clock.advance(750)
  expect(http.urls[1]).toBe(urlOf(1) + told)
})

test.each(['resume', 'resync'] as const)('tells again behind a %s', async (rel) => {
  const { http } = listening({ aggregation })
  await http.answer(pageAt(1, rel))
  await http.answer(pageAt(2))
  expect(http.urls.slice(1)).toEqual([urlOf(2) + told, urlOf(3)])
})

test('tells again when the request behind a resume broke', async () => {
  const { http, clock } = listening({ aggregation })
  await http.answer(pageAt(1, 'resume'))
  await http.answer(breaks('ECONNRESET'))
  await clock.advance(750)
  expect(http.urls[2]).toBe(urlOf(2) + told)
})

test('keeps the parameters of the server as they are written', async () => {
  const { http } = listening({ aggregation: { low: 20 } })
  await http.answer(resource({ _links: { resume: { href: '/ucwa/events?key=a%2Bb+c&ack=2' } } }))
  expect(http.urls[1]).toBe('https://pool.contoso.com/ucwa/events?key=a%2Bb+c&ack=2&low=20')
})

test.each<[string, Aggregation, number]>([
  ['of the default', {}, 210_000],
  ['that was asked for', { timeout: 1_800 }, 1_830_000],
])('waits half a minute longer than the time-out %s', async (_, held, ms) => {
  const { http, clock, brief } = listening({ aggregation: held })
  await clock.advance(ms - 1)
  expect([http.parked(), brief()]).toEqual([1, []])
  await clock.advance(1)
  expect([http.parked(), brief()]).toEqual([0, ['backingOff 1']])
})

test('repeats the same URL when a parked request is lost without a word', async () => {
  const { http, clock } = listening()
  await http.answer(pageAt(1))
  await clock.advance(210_750)
  expect(http.urls).toEqual([urlOf(1), urlOf(2), urlOf(2)])
})

test('hands on what comes after hours without time passing for it', async () => {
  const { http, clock, brief } = listening()
  await http.answer(pageAt(1))
  await clock.advance(209_999)
  await http.answer(pageAt(2))
  expect(brief()).toEqual([`page ${hrefOf(1)}`, `page ${hrefOf(2)}`])
})
