import * as t from 'io-ts'
import { describe, expect, it } from 'vitest'
import * as protocol from '../../src/protocol/index.ts'
import { isAlwaysArray } from '../../src/protocol/alwaysArray.ts'
import { propertyKinds } from '../../src/protocol/propertyKind.ts'

interface Members {
  readonly required: Readonly<Record<string, t.Mixed>>
  readonly optional: Readonly<Record<string, t.Mixed>>
}

const hasMembers = (exported: unknown): exported is Members & t.Mixed =>
  typeof exported === 'object' && exported !== null && 'required' in exported && 'optional' in exported

const membersOf = ({ required, optional }: Members): readonly (readonly [string, t.Mixed])[] => [
  ...Object.entries(required),
  ...Object.entries(optional),
]

const codecs = Object.values(protocol as Readonly<Record<string, unknown>>).filter(hasMembers)
const properties = codecs.flatMap(membersOf)
const named = (codec: t.Mixed): readonly string[] =>
  [...new Set(properties.filter(([, member]) => member === codec).map(([name]) => name))].sort()
const ofKind = (kind: string): readonly string[] =>
  [...propertyKinds].filter(([, listed]) => listed === kind).map(([name]) => name)

describe('the kinds of properties', () => {
  it('has every boolean of the codecs', () => {
    expect(named(t.boolean).filter((name) => !ofKind('boolean').includes(name))).toEqual([])
  })

  it('has every number of the codecs', () => {
    expect(named(t.number).filter((name) => !ofKind('integer').includes(name))).toEqual([])
  })

  it('has nothing that is another kind in a codec', () => {
    const others = properties.filter(([name, codec]) => {
      const kind = propertyKinds.get(name)
      return kind !== undefined && codec !== { boolean: t.boolean, integer: t.number, date: t.string }[kind]
    })
    expect(others.map(([name]) => name)).toEqual([])
  })

  it('is looked at by more than one codec of each', () => {
    expect([named(t.boolean).length > 1, named(t.number).length > 0, codecs.length > 15]).toEqual([true, true, true])
  })
})

describe('the relations that are always arrays', () => {
  const relations = codecs.flatMap((codec) =>
    membersOf(codec).flatMap(([name, member]) =>
      ['_links', '_embedded'].includes(name) && hasMembers(member)
        ? membersOf(member).map(([rel, inner]) => ({
            codec: codec.name,
            rel,
            isArray: inner instanceof t.ReadonlyArrayType,
          }))
        : [],
    ),
  )
  const holderOf = (codec: string): string => codec.charAt(0).toLowerCase() + codec.slice(1)

  it.each(relations.filter(({ isArray }) => isArray))('have $rel of a $codec', ({ codec, rel }) => {
    expect(isAlwaysArray(holderOf(codec), rel)).toBe(true)
  })

  it('have no relation that is single in a codec', () => {
    const single = relations.filter(({ isArray }) => !isArray)
    expect([single.length > 50, single.filter(({ codec, rel }) => isAlwaysArray(holderOf(codec), rel))]).toEqual([
      true,
      [],
    ])
  })

  it('are told apart by the resource that has them', () => {
    expect([isAlwaysArray('attendees', 'participant'), isAlwaysArray('message', 'participant')]).toEqual([true, false])
  })
})
