import { either as E } from 'fp-ts'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decodeEventPage } from '../../src/protocol/index.ts'
import { full } from './resources.ts'

const good = fc.oneof(
  fc.record({
    link: fc.record({ rel: fc.constantFrom('messaging', 'participant', 'hologram'), href: fc.webPath() }),
    type: fc.constantFrom('added', 'updated', 'evaporated'),
  }),
  fc.record({
    link: fc.record({ rel: fc.constant('messaging'), href: fc.webPath(), title: fc.string() }),
    _embedded: fc.record({ messaging: fc.constant(full.Messaging) }),
    type: fc.constant('updated'),
  }),
)

const bad = fc.constantFrom<unknown>(
  null,
  'updated',
  [],
  {},
  { link: { rel: 'messaging' }, type: 'updated' },
  { link: { rel: 'messaging', href: '/im' } },
  { link: { rel: 'messaging', href: '/im' }, type: 3 },
  { link: { rel: 'messaging', href: '/im' }, type: 'updated', _embedded: { messaging: {} } },
  { link: { rel: 'messaging', href: '/im' }, type: 'updated', in: {} },
)

const entry = fc.oneof(
  good.map((event) => ({ event: event, isGood: true })),
  bad.map((event) => ({ event, isGood: false })),
)

it('hands out exactly the good events of a page, in order', () => {
  fc.assert(
    fc.property(fc.array(fc.array(entry, { maxLength: 8 }), { maxLength: 5 }), (blocks) => {
      const page = decodeEventPage({
        _links: { next: { href: '/ev?ack=2' } },
        sender: blocks.map((entries, at) => ({
          rel: 'conversation',
          href: `/conv/${at}`,
          events: entries.map(({ event }) => event),
        })),
      })
      const goodOnes = blocks.map((entries) => entries.filter(({ isGood }) => isGood).map(({ event }) => event))
      const badOnes = blocks.flatMap((entries, at) =>
        entries.flatMap(({ event, isGood }, index) =>
          isGood ? [] : [{ path: `/sender/${at}/events/${index}`, raw: event }],
        ),
      )
      expect(E.isRight(page) ? page.right.blocks.map(({ events }) => events) : undefined).toEqual(goodOnes)
      expect(
        E.isRight(page) ? page.right.undecodable.map(({ path, raw }) => ({ path, raw: raw() })) : undefined,
      ).toEqual(badOnes)
    }),
  )
})

it('begins the path of each fault with the path of its event', () => {
  fc.assert(
    fc.property(fc.array(bad, { maxLength: 4 }), (events) => {
      const page = decodeEventPage({ _links: { next: { href: '/e' } }, sender: [{ rel: 'me', events }] })
      const undecodable = E.isRight(page) ? page.right.undecodable : []
      expect(undecodable).toHaveLength(events.length)
      for (const { path, failure } of undecodable) {
        for (const fault of failure.faults) expect(fault.path.startsWith(path)).toBe(true)
      }
    }),
  )
})

const json = fc.jsonValue({ maxDepth: 4 })
const somehowAPage = fc.record(
  {
    _links: fc.oneof(
      json,
      fc.record(
        { self: json, next: fc.oneof(json, fc.record({ href: fc.oneof(json, fc.string()) })), resync: json },
        { requiredKeys: [] },
      ),
    ),
    sender: fc.oneof(
      json,
      fc.array(
        fc.oneof(
          json,
          fc.record(
            { rel: fc.oneof(json, fc.string()), href: json, events: fc.oneof(json, fc.array(fc.oneof(json, good))) },
            { requiredKeys: [] },
          ),
        ),
      ),
    ),
  },
  { requiredKeys: [] },
)

it('never throws, whatever JSON comes', () => {
  fc.assert(
    fc.property(fc.oneof(json, somehowAPage), (value) => {
      const decoded = decodeEventPage(value)
      expect(E.isLeft(decoded) ? decoded.left.faults.length : 1).toBeGreaterThan(0)
    }),
    { numRuns: 500 },
  )
})
