import { either as E } from 'fp-ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeDate } from '../../src/protocol/date.ts'
import { isAlwaysArray } from '../../src/protocol/alwaysArray.ts'
import { xml } from '../../src/xml/index.ts'
import { conversation, input, invitation, page, reason } from './fixtures.ts'

const format = xml()
const again = (structure: unknown): unknown => E.getOrElseW((failure) => failure)(format.parse(format.print(structure)))

/** Text that XML can carry. */
const text = fc
  .string({ unit: 'grapheme', maxLength: 8 })
  .map((any) => any.replace(/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '+'))
const name = fc.oneof(
  fc.constantFrom('a', 'subject', '__proto__', 'constructor', 'toString', '56de7bbf-1081', 'b c'),
  text,
)
const unlike =
  (...names: readonly string[]) =>
  (key: string): boolean =>
    !names.includes(key)

const properties = fc
  .dictionary(
    name.filter(unlike('_links', '_embedded', 'rel', 'recording', 'participantCount', 'timeStamp', 'sender', 'code')),
    fc.oneof(text, fc.array(text, { maxLength: 3 })),
    { maxKeys: 4 },
  )
  .chain((strings) =>
    fc
      .record(
        {
          recording: fc.boolean(),
          participantCount: fc.integer(),
          timeStamp: fc.date({ min: new Date(0), max: new Date('9999-01-01'), noInvalidDate: true }).map(encodeDate),
        },
        { requiredKeys: [] },
      )
      .map((kinds) => ({ ...strings, ...kinds })),
  )

const link = fc.record({ href: text, title: text, revision: text }, { requiredKeys: ['href'] })

const listed = <A>(holder: string, one: fc.Arbitrary<A>) =>
  fc
    .dictionary(
      name.filter(unlike('self', 'next', 'resume', 'resync')),
      fc.array(one, { minLength: 1, maxLength: 2 }),
      {
        maxKeys: 3,
      },
    )
    .map((relations) =>
      Object.fromEntries(
        Object.entries(relations).map(([rel, all]) => [
          rel,
          all.length === 1 && !isAlwaysArray(holder, rel) ? all[0] : all,
        ]),
      ),
    )

const resource = (depth: number): fc.Arbitrary<object> =>
  fc.constantFrom('conversation', 'message', 'myContacts', 'somethingNew').chain((rel) =>
    fc
      .record({
        properties,
        self: link,
        links: listed(rel, link),
        embedded: depth === 0 ? fc.constant({}) : listed(rel, resource(depth - 1)),
      })
      .map((made) => ({
        ...made.properties,
        rel,
        _links: { self: made.self, ...made.links },
        ...(Object.keys(made.embedded).length === 0 ? {} : { _embedded: made.embedded }),
      })),
  )

const eventLink = fc.record({ rel: text, href: text, title: text }, { requiredKeys: ['rel', 'href'] })
const event = fc.record(
  {
    link: eventLink,
    in: eventLink,
    status: fc.constantFrom('Success', 'Failure'),
    reason: fc.record({ code: fc.constantFrom('Conflict', 'Gone'), subcode: fc.constant('Ended') }),
    _embedded: resource(0).map((body) => ({ conversation: body })),
    type: fc.constantFrom('added', 'updated', 'deleted', 'started', 'completed', 'somethingNew'),
  },
  { requiredKeys: ['link', 'type'] },
)
const pageOf = fc.record({
  _links: fc.record({ self: link, next: link }),
  sender: fc.array(fc.record({ rel: text, href: text, events: fc.array(event, { maxLength: 4 }) }), { maxLength: 3 }),
})

describe('what is written is read again', () => {
  it('for every resource', () => {
    fc.assert(
      fc.property(resource(2), (structure) => {
        expect(again(structure)).toEqual(structure)
      }),
      { numRuns: 60 },
    )
  })

  it('for every page of events', () => {
    fc.assert(
      fc.property(pageOf, (structure) => {
        expect(again(structure)).toEqual(structure)
      }),
    )
  })

  it('for every input', () => {
    fc.assert(
      fc.property(properties, (structure) => {
        expect(again(structure)).toEqual(structure)
      }),
    )
  })

  it.each(Object.entries({ conversation, invitation, page, reason, input }))(
    'for the %s of the fixtures',
    (_, text) => {
      const first = E.getOrElseW(() => undefined)(format.parse(text))
      expect(again(first)).toEqual(first)
    },
  )

  it('for an error with its parameters', () => {
    const structure = {
      code: 'BadRequest',
      parameters: [{ name: 'to', reason: 'is missing' }],
      debugInfo: { a: ['b'] },
    }
    expect(again(structure)).toEqual(structure)
  })

  it('without members that are null', () => {
    expect(again({ a: null, b: '1', _links: null, _embedded: { c: null } })).toEqual({ b: '1' })
  })

  it('with U+FFFD for what XML cannot carry', () => {
    expect(again({ subject: 'a\u0000b\ud800c\uffff' })).toEqual({ subject: 'a\ufffdb\ufffdc\ufffd' })
  })
})

it('writes any JSON value without throwing', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(E.isRight(format.parse(format.print(value)))).toBe(true)
    }),
  )
})
