import { either as E } from 'fp-ts'
import fc from 'fast-check'
import * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import {
  Application,
  Communication,
  Conversation,
  MakeMeAvailable,
  Message,
  MessagingInvitation,
  Participant,
  Reason,
  relations,
  ResourceEvent,
  StartMessaging,
  struct,
} from '../../src/protocol/index.ts'
import { full } from './resources.ts'

interface WithOracle extends t.Mixed {
  readonly stock: t.Mixed
}

/** Words that codecs look for, so that random objects often come near a valid one. */
const member = fc.constantFrom('state', '_links', 'self', 'href', 'name', 'link', 'type', 'rel', '__proto__', 'other')
const leaf = fc.constantFrom<unknown>('Connected', 'x', '', 0, 1.5, true, null, undefined, [], {}, [null], [{}])

const anyValue = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(member, tie('value'), { maxKeys: 5 }),
  ),
})).value

const isObject = (u: unknown): u is Readonly<Record<string, unknown>> =>
  typeof u === 'object' && u !== null && !Array.isArray(u)

/** A valid value with some of its members, at any depth, replaced or left out. */
const near = (valid: unknown): fc.Arbitrary<unknown> => {
  const changed = (): fc.Arbitrary<unknown> => {
    if (Array.isArray(valid)) return fc.tuple(...valid.map(near))
    if (!isObject(valid)) return fc.constant(valid)
    const members = Object.fromEntries(Object.entries(valid).map(([key, value]) => [key, near(value)]))
    return fc.oneof(
      { weight: 9, arbitrary: fc.record(members) },
      { weight: 1, arbitrary: fc.record(members, { requiredKeys: [] }) },
    )
  }
  return fc.oneof({ weight: 60, arbitrary: changed() }, { weight: 1, arbitrary: anyValue })
}

const Thing = struct(
  'Thing',
  { state: t.string, anything: t.unknown },
  { link: struct('Inner', { href: t.string }, { rel: t.number }), type: t.readonlyArray(t.string), self: t.unknown },
)
const Bodies = relations('Bodies', { state: t.string, link: Thing, self: t.readonlyArray(Participant) })

const cases: readonly { readonly codec: WithOracle; readonly valid: unknown }[] = [
  { codec: Thing, valid: { state: 'x', anything: 1, link: { href: 'x', rel: 1 }, type: ['x'], self: 0 } },
  { codec: Bodies, valid: { state: 'x', link: { state: 'x', anything: 1 }, self: [full.Participant], other: 1 } },
  { codec: Application, valid: full.Application },
  { codec: Communication, valid: full.Communication },
  { codec: Conversation, valid: full.Conversation },
  { codec: MessagingInvitation, valid: full.MessagingInvitation },
  { codec: Message, valid: full.Message },
  { codec: Reason, valid: full.Reason },
  { codec: ResourceEvent, valid: full.ResourceEvent },
  { codec: StartMessaging, valid: { operationId: 'a', to: 'sip:a@b', _links: { message: { href: 'data:,a' } } } },
  { codec: MakeMeAvailable, valid: { supportedModalities: ['Messaging'], signInAs: 'Busy', inactiveTimeout: 5 } },
]

describe.each(cases.map(({ codec, valid }) => ({ name: codec.name, codec, valid })))('$name', ({ codec, valid }) => {
  it('accepts what its stock codec accepts', () => {
    fc.assert(
      fc.property(fc.oneof(near(valid), anyValue), (value) => {
        expect(E.isRight(codec.decode(value))).toBe(E.isRight(codec.stock.decode(value)))
      }),
      { numRuns: 300 },
    )
  })

  it('recognises what it decodes', () => {
    fc.assert(
      fc.property(fc.oneof(near(valid), anyValue), (value) => {
        expect(codec.is(value)).toBe(E.isRight(codec.decode(value)))
      }),
      { numRuns: 300 },
    )
  })

  it('reports at least one fault of whatever it refuses', () => {
    fc.assert(
      fc.property(fc.oneof(near(valid), anyValue), (value) => {
        const decoded = codec.decode(value)
        fc.pre(E.isLeft(decoded))
        expect(E.isLeft(decoded) ? decoded.left.length : 0).toBeGreaterThan(0)
      }),
      { numRuns: 100 },
    )
  })

  it('meets valid values as well as broken ones', () => {
    const values = fc.sample(near(valid), { numRuns: 400, seed: 1 })
    const share = values.filter((value) => codec.is(value)).length / values.length
    expect(share).toBeGreaterThan(0.15)
    expect(share).toBeLessThan(0.98)
  })
})

it('takes an absent member for null in relations', () => {
  expect(Bodies.is({ state: null, link: undefined })).toBe(true)
})

it('copies nothing', () => {
  const value = { state: 'x', anything: [], extra: 1 }
  const decoded = Thing.decode(value)
  expect(E.isRight(decoded) ? decoded.right : undefined).toBe(value)
})

it('encodes a value as it is', () => {
  const value = { state: 'x', anything: [] }
  expect(Thing.encode(value)).toBe(value)
})
