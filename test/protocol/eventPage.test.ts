import { either as E } from 'fp-ts'
import { describe, expect, it } from 'vitest'
import { decodeEventPage, type EventPage } from '../../src/protocol/index.ts'
import { full } from './resources.ts'

const self = { href: '/ev?ack=2' }
const next = { href: '/ev?ack=3' }
const resume = { href: '/ev?ack=1&resumed' }
const resync = { href: '/ev?ack=0' }

const updated = (n: number) => ({ link: { rel: 'messaging', href: `/conv/${n}/im` }, type: 'updated' })
const withoutHref = { link: { rel: 'messaging' }, type: 'updated' }
const block = (...events: readonly unknown[]) => ({ rel: 'conversation', href: '/conv/1', events })
const pageOf = (...sender: readonly unknown[]) => ({ _links: { self, next }, sender })

const read = (structure: unknown): EventPage => {
  const decoded = decodeEventPage(structure)
  if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left))
  return decoded.right
}

const shown = ({ undecodable }: EventPage) => undecodable.map(({ raw, ...others }) => ({ ...others, raw: raw() }))

describe('the way onward', () => {
  it.each([
    { links: { self, next }, onward: { rel: 'next', href: next.href } },
    { links: { self, resume }, onward: { rel: 'resume', href: resume.href } },
    { links: { self, resync }, onward: { rel: 'resync', href: resync.href } },
    { links: { next, resume }, onward: { rel: 'resume', href: resume.href } },
    { links: { next, resync }, onward: { rel: 'resync', href: resync.href } },
    { links: { resume, resync }, onward: { rel: 'resync', href: resync.href } },
    { links: { next, resume, resync }, onward: { rel: 'resync', href: resync.href } },
    { links: { next, resync: null }, onward: { rel: 'next', href: next.href } },
    { links: { next, resync: { title: 'no href' } }, onward: { rel: 'next', href: next.href } },
    { links: { next: [next] }, onward: { rel: 'next', href: next.href } },
  ])('of $links is $onward.rel', ({ links, onward }) => {
    expect(read({ _links: links }).onward).toEqual(onward)
  })

  it('of a page with a malformed self is still next', () => {
    expect(read({ _links: { self: 4, next } })).toMatchObject({ self: undefined, onward: { rel: 'next' } })
  })
})

describe('a page without events', () => {
  const empty = { self: self.href, onward: { rel: 'next', href: next.href }, blocks: [], undecodable: [] }

  it.each([
    { with: 'an empty sender', page: { _links: { self, next }, sender: [] } },
    { with: 'no sender', page: { _links: { self, next } } },
    { with: 'null as sender', page: { _links: { self, next }, sender: null } },
    { with: 'members nobody knows', page: { _links: { self, next, later: [] }, rel: 'events', 7: 8 } },
  ])('has no blocks with $with', ({ page }) => {
    expect(read(page)).toEqual(empty)
  })
})

describe('a block', () => {
  it('may lack its href', () => {
    expect(read(pageOf({ rel: 'communication', events: [updated(1)] })).blocks).toEqual([
      { rel: 'communication', href: undefined, events: [updated(1)] },
    ])
  })

  it.each([
    { rel: 'me', href: '/me' },
    { rel: 'me', href: '/me', events: null },
    { rel: 'me', href: '/me', events: [] },
  ])('may have no events: %j', (sender) => {
    expect(read(pageOf(sender))).toMatchObject({ blocks: [{ rel: 'me', href: '/me', events: [] }], undecodable: [] })
  })

  it('of the same sender is not merged with another', () => {
    const page = read(pageOf(block(updated(1)), { rel: 'me', href: '/me', events: [] }, block(updated(2))))
    expect(page.blocks.map(({ rel, events }) => [rel, events])).toEqual([
      ['conversation', [updated(1)]],
      ['me', []],
      ['conversation', [updated(2)]],
    ])
  })

  it('of a sender nobody knows is kept', () => {
    expect(read(pageOf({ rel: 'weather', href: '/w', events: [updated(1)] })).blocks).toEqual([
      { rel: 'weather', href: '/w', events: [updated(1)] },
    ])
  })

  it('is the very array that came where all its events are good', () => {
    const events = [updated(1), full.ResourceEvent]
    expect(read(pageOf(block(...events))).blocks[0]?.events).toEqual(events)
    const raw = block(...events)
    expect(read(pageOf(raw)).blocks[0]?.events).toBe(raw.events)
  })

  it.each([
    { kind: 'null', raw: null, expected: 'Sender', path: '/sender/1', got: 'null' },
    { kind: 'a string', raw: 'x', expected: 'Sender', path: '/sender/1', got: 'a string of 1 characters' },
    { kind: 'an array', raw: [], expected: 'Sender', path: '/sender/1', got: 'an array of 0' },
    { kind: 'without rel', raw: { href: '/x' }, expected: 'string', path: '/sender/1/rel', got: 'nothing' },
    {
      kind: 'with an object as events',
      raw: { rel: 'me', events: {} },
      expected: 'UnknownArray',
      path: '/sender/1/events',
      got: 'an object',
    },
  ])('that is $kind is listed while its neighbours are read', ({ raw, expected, path, got }) => {
    const page = read(pageOf(block(updated(1)), raw, block(updated(2))))
    expect(page.blocks.map(({ events }) => events)).toEqual([[updated(1)], [updated(2)]])
    const failure = { name: 'DecodeFailure', faults: [{ path, expected, got }] }
    expect(shown(page)).toEqual([{ name: 'UndecodableEvent', path: '/sender/1', failure, raw }])
  })
})

describe('an event', () => {
  it('that cannot be read is listed with its path', () => {
    expect(shown(read(pageOf(block(), block(updated(1), withoutHref, updated(2)))))).toEqual([
      {
        name: 'UndecodableEvent',
        path: '/sender/1/events/1',
        failure: {
          name: 'DecodeFailure',
          faults: [{ path: '/sender/1/events/1/link/href', expected: 'string', got: 'nothing' }],
        },
        raw: withoutHref,
      },
    ])
  })

  it('that cannot be read leaves its neighbours as they came', () => {
    const [before, after] = [updated(1), { ...updated(2), extra: { kept: true } }]
    const events = read(pageOf(block(before, withoutHref, after))).blocks[0]?.events
    expect(events).toHaveLength(2)
    expect(events?.[0]).toBe(before)
    expect(events?.[1]).toBe(after)
  })

  it('with a body that cannot be read names the member of the body', () => {
    const event = { ...updated(1), _embedded: { messaging: { state: null } } }
    expect(read(pageOf(block(event))).undecodable[0]?.failure.faults).toEqual([
      { path: '/sender/0/events/0/_embedded/messaging/state', expected: 'MessagingState', got: 'null' },
    ])
  })

  it.each([
    { what: 'type', event: { ...updated(1), type: 'evaporated' } },
    { what: 'rel', event: { link: { rel: 'hologram', href: '/h' }, type: 'added' } },
    { what: 'embedded relation', event: { ...updated(1), _embedded: { hologram: 3 } } },
    { what: 'status', event: { ...updated(1), status: 'Perhaps' } },
    { what: 'reason', event: { ...updated(1), reason: { code: 'Moon', subcode: 'Full' } } },
    { what: 'state', event: { ...updated(1), _embedded: { messaging: { state: 'Humming' } } } },
  ])('of a $what nobody knows is kept', ({ event }) => {
    expect(read(pageOf(block(event)))).toMatchObject({ blocks: [{ events: [event] }], undecodable: [] })
  })
})

describe('what is no page', () => {
  const page = 'EventPage'
  const links = 'EventPageLinks'

  it.each([
    { value: null, faults: [{ path: '', expected: page, got: 'null' }] },
    { value: [], faults: [{ path: '', expected: page, got: 'an array of 0' }] },
    { value: '<html>', faults: [{ path: '', expected: page, got: 'a string of 6 characters' }] },
    { value: {}, faults: [{ path: '/_links', expected: links, got: 'nothing' }] },
    { value: { _links: null }, faults: [{ path: '/_links', expected: links, got: 'null' }] },
    {
      value: { _links: { self } },
      faults: [{ path: '/_links', expected: 'a link next, resume or resync', got: 'none of them' }],
    },
  ])('is refused: $value', ({ value, faults }) => {
    expect(decodeEventPage(value)).toEqual(E.left({ name: 'DecodeFailure', faults }))
  })

  it.each([{}, 'text', 7])('still shows the way onward where only its sender is wrong: %j', (sender) => {
    const page = read({ _links: { self, next }, sender })
    expect(page).toMatchObject({ onward: { rel: 'next', href: next.href }, blocks: [] })
    expect(shown(page)).toMatchObject([{ path: '/sender', raw: sender }])
  })
})
