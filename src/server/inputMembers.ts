import type * as t from 'io-ts'

interface Members {
  readonly required: Readonly<Record<string, t.Mixed>>
  readonly optional: Readonly<Record<string, t.Mixed>>
}

export type Structure = Readonly<Record<string, unknown>>

export const isStructure = (u: unknown): u is Structure => typeof u === 'object' && u !== null && !Array.isArray(u)

const hasMembers = (codec: object): codec is Members => 'required' in codec && 'optional' in codec

/** The fields that an input has, by name in lower case: with the name as the reference spells it. */
export const membersOf = (codec: object): ReadonlyMap<string, readonly [string, t.Mixed]> =>
  hasMembers(codec)
    ? new Map(
        Object.entries({ ...codec.required, ...codec.optional }).map(([name, member]) => [
          name.toLowerCase(),
          [name, member],
        ]),
      )
    : new Map()
