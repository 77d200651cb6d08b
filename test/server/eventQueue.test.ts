import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEventQueue, type Entry, toBlocks } from '../../src/server/eventQueue.ts'
import type { WireEvent } from '../../src/server/wireEvent.ts'

const sender = { rel: 'conversation', href: '/c' }

const entry = (type: WireEvent['type'], rel: string, context?: string, body?: number): Entry => ({
  content: {
    sender,
    event: {
      link: { rel, href: `/${rel}` },
      ...(context === undefined ? {} : { in: { rel: context, href: `/${context}` } }),
      ...(body === undefined ? {} : { _embedded: { [rel]: body } }),
      type,
    },
  },
  priority: 'high',
  queuedAt: 0,
})

const told = (entries: readonly Entry[]): readonly string[] =>
  entries.map(({ content }) => ('event' in content ? `${content.event.type} ${content.event.link.rel}` : 'block'))

const waitingOf = (...entries: readonly Entry[]): readonly Entry[] => {
  const queue = createEventQueue()
  for (const one of entries) {
    queue.add(one)
    queue.settle()
  }
  return queue.take()
}

test.each([
  ['two updates become the later', ['updated messaging', 'updated messaging'], ['updated messaging']],
  [
    'an operation that began shows only its end',
    ['started invitation', 'completed invitation'],
    ['completed invitation'],
  ],
  [
    'an operation that went on shows only its end',
    ['updated invitation', 'completed invitation'],
    ['completed invitation'],
  ],
  [
    'an operation that began stays one that began',
    ['started invitation', 'updated invitation'],
    ['started invitation'],
  ],
  [
    'what was added stays beside its update',
    ['added conversation', 'updated conversation'],
    ['added conversation', 'updated conversation'],
  ],
  [
    'what was deleted stays beside its update',
    ['updated conversation', 'deleted conversation'],
    ['updated conversation', 'deleted conversation'],
  ],
  [
    'a conversation that came, went',
    ['added conversation', 'deleted conversation'],
    ['added conversation', 'deleted conversation'],
  ],
  [
    'the later takes its own place',
    ['updated messaging', 'added participant', 'updated messaging'],
    ['added participant', 'updated messaging'],
  ],
  [
    'a message is not overtaken',
    ['updated messaging', 'completed message', 'updated messaging'],
    ['updated messaging', 'completed message', 'updated messaging'],
  ],
])('%s', (_, queued, left) => {
  const entries = queued.map((text) => {
    const [type = '', rel = ''] = text.split(' ')
    return entry(type as WireEvent['type'], rel)
  })

  expect(told(waitingOf(...entries))).toEqual(left)
})

test('somebody who came into a collection and left it does not show', () => {
  const left = waitingOf(
    entry('added', 'participant', 'typingParticipants'),
    entry('deleted', 'participant', 'typingParticipants'),
  )

  expect(left).toEqual([])
})

test('tells apart one target in two collections', () => {
  const left = waitingOf(entry('added', 'participant'), entry('deleted', 'participant', 'typingParticipants'))

  expect(told(left)).toEqual(['added participant', 'deleted participant'])
})

test('the content of the later event remains', () => {
  const [left] = waitingOf(entry('started', 'invitation', undefined, 1), entry('updated', 'invitation', undefined, 2))

  expect(left?.content).toMatchObject({ event: { type: 'started', _embedded: { invitation: 2 } } })
})

test('does not merge what leaves in the turn in which it came', () => {
  const queue = createEventQueue()
  queue.add(entry('updated', 'messaging'))
  queue.add(entry('updated', 'messaging'))

  expect(told(queue.take())).toEqual(['updated messaging', 'updated messaging'])
})

test('takes back an event that has not left', () => {
  const queue = createEventQueue()
  const settled = entry('completed', 'message')
  const fresh = entry('updated', 'messaging')
  queue.add(settled)
  queue.settle()
  queue.add(fresh)
  queue.remove(settled)
  queue.remove(fresh)

  expect(queue.take()).toEqual([])
})

test('gives neighbours of one sender one block', () => {
  const from = (href: string, rel: string): Entry => ({
    content: {
      sender: { rel: 'conversation', href },
      event: { link: { rel, href: `${href}/${rel}` }, type: 'updated' },
    },
    priority: 'high',
    queuedAt: 0,
  })
  const raw: Entry = { content: { block: { rel: 'odd' } }, priority: 'high', queuedAt: 0 }

  const blocks = toBlocks([from('/a', 'x'), from('/a', 'y'), from('/b', 'x'), from('/a', 'z'), raw, from('/a', 'w')])

  expect(blocks).toMatchObject([
    { href: '/a', events: [{ link: { rel: 'x' } }, { link: { rel: 'y' } }] },
    { href: '/b', events: [{ link: { rel: 'x' } }] },
    { href: '/a', events: [{ link: { rel: 'z' } }] },
    { rel: 'odd' },
    { href: '/a', events: [{ link: { rel: 'w' } }] },
  ])
})

const anyEntry = fc
  .tuple(
    fc.constantFrom<WireEvent['type']>('added', 'updated', 'deleted', 'started', 'completed'),
    fc.constantFrom('messaging', 'conversation', 'invitation', 'message'),
    fc.nat(),
  )
  .map(([type, rel, body]) => entry(type, rel, undefined, body))

const bodiesOf = (rel: string, entries: readonly Entry[]): readonly unknown[] =>
  entries.flatMap(({ content }) =>
    'event' in content && content.event.link.rel === rel ? [content.event._embedded?.[rel]] : [],
  )

test('never loses the last state of a target', () => {
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 20 }), (entries) => {
      const left = waitingOf(...entries)
      for (const rel of ['messaging', 'conversation', 'invitation', 'message']) {
        expect(bodiesOf(rel, left).at(-1)).toBe(bodiesOf(rel, entries).at(-1))
      }
    }),
  )
})

test('never changes the order of what is left', () => {
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 20 }), (entries) => {
      const bodies = (some: readonly Entry[]) =>
        some.map(({ content }) => ('event' in content ? Object.values(content.event._embedded ?? {})[0] : undefined))
      const left = bodies(waitingOf(...entries))
      let at = 0
      for (const body of bodies(entries)) if (at < left.length && left[at] === body) at += 1
      expect(at).toBe(left.length)
    }),
  )
})
