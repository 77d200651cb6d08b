import { either as E } from 'fp-ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isAlwaysArray } from '../../src/protocol/alwaysArray.ts'
import { decode, decodeEventPage, type Format, json, Participant } from '../../src/protocol/index.ts'
import { propertyKinds } from '../../src/protocol/propertyKind.ts'
import { xml } from '../../src/xml/index.ts'

/** As somebody reads it who speaks the format. */
const through = (format: Format, structure: unknown): unknown =>
  E.getOrElseW((failure) => failure)(format.parse(format.print(structure)))

/** Words that the format itself uses, and names that no XML has. */
const words = [
  'item',
  'property',
  'link',
  'resource',
  'parameters',
  'sender',
  'events',
  'reason',
  'code',
  'in',
  'status',
]
const oddNames = ['next', 'type', 'href', 'title', '__proto__', 'toString', 'xmlns', '7', 'b c', 'ü', '<&>"', '']
const text = fc.string({ maxLength: 4 })
const name = fc
  .oneof(fc.constantFrom(...words, ...oddNames), text)
  .filter((word) => !['_links', '_embedded', 'rel', 'self'].includes(word) && !propertyKinds.has(word))

/** Text, lists and objects of it: a value without members says nothing of its kind in XML. */
const value = fc.letrec<{ any: unknown }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text,
    fc.array(tie('any'), { minLength: 1, maxLength: 3 }),
    fc.dictionary(name, tie('any'), { minKeys: 1, maxKeys: 3 }),
  ),
})).any

const link = fc.record({ href: text, title: text, revision: text, somethingNew: text }, { requiredKeys: ['href'] })

/** What leads to one thing is no list where nobody knows better. */
const related = <A>(one: fc.Arbitrary<A>): fc.Arbitrary<Readonly<Record<string, A | readonly A[]>>> =>
  fc.dictionary(
    name.filter((rel) => !isAlwaysArray(undefined, rel)),
    fc.oneof(one, fc.array(one, { minLength: 2, maxLength: 3 })),
    { maxKeys: 3 },
  )

interface Part {
  readonly [member: string]: unknown
}

const whole = ({ _links: links, _embedded: embedded, ...others }: Part): Part => ({
  ...others,
  ...(Object.keys(links ?? {}).length === 0 ? {} : { _links: links }),
  ...(Object.keys(embedded ?? {}).length === 0 ? {} : { _embedded: embedded }),
})

const unknown = (depth: number): fc.Arbitrary<Part> =>
  fc
    .record({
      members: fc.dictionary(name, value, { maxKeys: 3 }),
      rel: text.map((end) => `new${end}`),
      self: fc.option(link, { nil: undefined }),
      links: related(link),
      embedded: depth === 0 ? fc.constant({}) : related(unknown(depth - 1)),
    })
    .map(({ members, rel, self, links, embedded }) =>
      whole({ ...members, rel, _links: { ...links, ...(self === undefined ? {} : { self }) }, _embedded: embedded }),
    )

const runs = { numRuns: 200 }

describe('what nobody knows reads in XML as in JSON', () => {
  it('as a resource', () => {
    fc.assert(
      fc.property(unknown(2), (structure) => {
        expect(through(xml(), structure)).toEqual(through(json(), structure))
      }),
      runs,
    )
  })

  it('as a resource that does not say what it is', () => {
    const isReason = (structure: Part): boolean => 'code' in structure && !('_links' in structure)
    fc.assert(
      fc.property(unknown(1), ({ rel, ...more }) => {
        fc.pre(!isReason(more))
        const structure = { ...more, novel: rel }
        expect(through(xml(), structure)).toEqual(through(json(), structure))
      }),
      runs,
    )
  })

  it('in a resource that has a codec', () => {
    fc.assert(
      fc.property(unknown(1), ({ _links: links, ...more }) => {
        const participant = { ...more, rel: 'participant', _links: { ...(links ?? {}), self: { href: '/p' } } }
        const [inJson, inXml] = [json(), xml()].map((format) => decode(Participant, through(format, participant)))
        expect(inXml).toEqual(inJson)
      }),
      runs,
    )
  })

  it('as an event', () => {
    const eventLink = fc.record(
      { rel: text, href: text, title: text, somethingNew: text },
      { requiredKeys: ['rel', 'href'] },
    )
    const isMember = (word: string): boolean => !['link', 'in', 'status', 'reason', 'type', 'resource'].includes(word)
    const event = fc.record({
      more: fc.dictionary(name.filter(isMember), value, { maxKeys: 2 }),
      link: eventLink,
      body: unknown(0),
      type: fc.constantFrom('updated', 'somethingNew', 'item', 'property', 'link'),
    })
    fc.assert(
      fc.property(event, ({ more, link: target, body, type }) => {
        const events = [{ ...more, link: target, _embedded: { somethingNew: body }, type }]
        const page = {
          _links: { self: { href: '/1' }, next: { href: '/2' } },
          sender: [{ rel: 'new', href: '/', events }],
        }
        const [inJson, inXml] = [json(), xml()].map((format) => decodeEventPage(through(format, page)))
        expect(inXml).toEqual(inJson)
        expect(inJson).toMatchObject(E.right({ undecodable: [] }))
      }),
      runs,
    )
  })
})
