import { expect, test } from 'vitest'
import { isSound, lastLine, type Figures } from './figures.ts'
import { createTally } from './tally.ts'

const clockAt = (start: number) => {
  let now = start
  return { now: () => now, pass: (ms: number) => void (now += ms) }
}

test('what is delivered and not seen is lost', () => {
  const tally = createTally(() => 0)
  tally.known('lene', '/1')
  tally.released('lene', '/1', 'one')
  tally.released('lene', '/1', 'two')
  tally.seen('lene', '/1', 'two')
  expect(tally.counts()).toEqual({ delivered: 2, received: 1, lost: 1, duplicated: 0, announced: 0 })
})

test('what is delivered twice and seen once is neither lost nor doubled', () => {
  const tally = createTally(() => 0)
  tally.released('lene', '/1', 'one')
  tally.released('lene', '/1', 'one')
  tally.seen('lene', '/1', 'one')
  expect(tally.counts()).toEqual({ delivered: 1, received: 1, lost: 0, duplicated: 0, announced: 0 })
})

test('what is seen twice is doubled', () => {
  const tally = createTally(() => 0)
  tally.released('lene', '/1', 'one')
  tally.seen('lene', '/1', 'one')
  tally.seen('lene', '/1', 'one')
  expect(tally.counts()).toEqual({ delivered: 1, received: 1, lost: 0, duplicated: 1, announced: 0 })
})

test('a gap excuses the conversations that it ended, no others', () => {
  const tally = createTally(() => 0)
  for (const conversation of ['/1', '/2']) {
    tally.known('lene', conversation)
    tally.released('lene', conversation, conversation)
  }
  tally.gap('lene', ['/1'], true)
  expect(tally.counts()).toEqual({ delivered: 2, received: 0, lost: 1, duplicated: 0, announced: 1 })
})

test('a whole gap excuses what its user had not heard of, and nobody else', () => {
  const tally = createTally(() => 0)
  tally.released('lene', '/1', 'one')
  tally.released('tosh', '/2', 'two')
  tally.gap('lene', [], true)
  expect(tally.counts()).toEqual({ delivered: 2, received: 0, lost: 1, duplicated: 0, announced: 1 })
})

test('a resync excuses nothing that it does not name', () => {
  const tally = createTally(() => 0)
  tally.released('lene', '/1', 'one')
  tally.gap('lene', [], false)
  expect(tally.counts()).toMatchObject({ lost: 1, announced: 0 })
})

test('a sweep changes no count', () => {
  const clock = clockAt(0)
  const tally = createTally(clock.now)
  tally.known('lene', '/1')
  tally.released('lene', '/1', 'one')
  tally.seen('lene', '/1', 'one')
  tally.over('lene', '/1')
  tally.known('lene', '/2')
  tally.released('lene', '/2', 'two')
  tally.over('lene', '/2')
  tally.known('lene', '/3')
  tally.released('lene', '/3', 'three')
  tally.gap('lene', ['/3'], true)
  tally.over('lene', '/3')
  const before = tally.counts()
  clock.pass(60_000)
  tally.sweep()
  expect([before, tally.counts()]).toEqual([
    before,
    { delivered: 3, received: 1, lost: 1, duplicated: 0, announced: 1 },
  ])
  expect(tally.counts()).toEqual(before)
})

const sound: Figures = {
  sent: 10,
  delivered: 9,
  received: 8,
  lost: 0,
  duplicated: 0,
  announced: 1,
  reconnects: 3,
  struck: 20,
  offline: 0,
  heap: { atStart: 90, whenSettled: 100, atEnd: 110 },
}

test.each([
  ['a message is lost', { lost: 1 }],
  ['a message came twice', { duplicated: 1 }],
  ['a client is not back', { offline: 1 }],
  ['nothing arrived at all', { received: 0 }],
  ['memory has grown', { heap: { atStart: 90, whenSettled: 100, atEnd: 111 } }],
])('a soak is not sound where %s', (_, change) => {
  expect([isSound(sound), isSound({ ...sound, ...change })]).toEqual([true, false])
})

test('the last line tells every figure', () => {
  const heap = { atStart: 90e6, whenSettled: 100e6, atEnd: 105e6 }
  expect(lastLine({ ...sound, heap })).toBe(
    'sound: sent 10, delivered 9, received 8, lost 0, duplicated 0, announced 1, reconnects 3, struck 20, offline 0; ' +
      'heap 90.0 MB at start, 100.0 MB settled, 105.0 MB at end (× 1.05)',
  )
})
