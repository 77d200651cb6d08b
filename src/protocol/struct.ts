import { either as E } from 'fp-ts'
import * as t from 'io-ts'

/** Codecs of an object's members, by name. */
export type Codecs = Readonly<Record<string, t.Mixed>>

/** Members that have to be there. */
export type RequiredOf<R extends Codecs> = { readonly [K in keyof R]: t.TypeOf<R[K]> }
/** Members that may be absent or null. */
export type OptionalOf<O extends Codecs> = { readonly [K in keyof O]?: t.TypeOf<O[K]> | null }

/** The value that a `struct` describes. */
export type StructOf<R extends Codecs, O extends Codecs> = RequiredOf<R> & OptionalOf<O>

export interface Struct<R extends Codecs, O extends Codecs> extends t.Type<StructOf<R, O>> {
  readonly required: R
  readonly optional: O
  /** The idiomatic io-ts codec for the same values: the oracle in tests. */
  readonly stock: t.Type<StructOf<R, O>>
}

export const isObject = (u: unknown): u is Readonly<Record<string, unknown>> =>
  typeof u === 'object' && u !== null && !Array.isArray(u)

const orNull = (codec: t.Mixed): t.Mixed => t.union([codec, t.null])

type Members = readonly (readonly [string, t.Mixed])[]

/** What a stock codec reports, without the positions that an intersection or a union would put into the path. */
const report = (u: unknown, context: t.Context, required: Members, optional: Members): t.Errors => {
  if (!isObject(u)) return [{ value: u, context }]
  const present = optional.filter(([key]) => u[key] !== undefined && u[key] !== null)
  return [...required, ...present].flatMap(([key, codec]) => {
    const member = codec.validate(u[key], t.appendContext(context, key, codec, u[key]))
    return E.isLeft(member) ? member.left : []
  })
}

const flat = <A>(name: string, is: t.Is<A>, required: Members, optional: Members): t.Type<A> =>
  new t.Type<A>(
    name,
    is,
    (u, context) => (is(u) ? t.success(u) : t.failures(report(u, context, required, optional))),
    (a) => a,
  )

/** Members for the fast loop. Most are texts, which need no call. */
const toCheck = (members: Members) => members.map(([key, codec]) => ({ key, codec, isText: codec.is === t.string.is }))

/**
 * An object with the given members; others are kept and not looked at.
 * An optional member may be absent or null.
 *
 * Checks in one flat pass and copies nothing. Only when a value is refused does
 * a second pass make io-ts's complete report.
 */
export const struct = <R extends Codecs, O extends Codecs>(name: string, required: R, optional: O): Struct<R, O> => {
  const requiredMembers = Object.entries(required)
  const optionalMembers = Object.entries(optional)
  const must = toCheck(requiredMembers)
  const may = toCheck(optionalMembers)
  const is = (u: unknown): u is StructOf<R, O> => {
    if (!isObject(u)) return false
    for (const { key, codec, isText } of must) {
      const member = u[key]
      if (isText ? typeof member !== 'string' : !codec.is(member)) return false
    }
    for (const { key, codec, isText } of may) {
      const member = u[key]
      if (member === undefined || member === null) continue
      if (isText ? typeof member !== 'string' : !codec.is(member)) return false
    }
    return true
  }
  const stock: t.Type<StructOf<R, O>> = t.intersection(
    [t.type(required), t.partial(Object.fromEntries(optionalMembers.map(([key, codec]) => [key, orNull(codec)])))],
    name,
  )
  return Object.assign(flat(name, is, requiredMembers, optionalMembers), { required, optional, stock })
}

export interface Relations<O extends Codecs> extends t.Type<OptionalOf<O>> {
  readonly stock: t.Type<OptionalOf<O>>
}

/**
 * An object whose members are found by relation, as in `_embedded`: one lookup
 * for each member that is there, however many relations are known. A relation
 * that nobody knows is kept and not looked at.
 */
export const relations = <O extends Codecs>(name: string, known: O): Relations<O> => {
  const codecs = new Map<string, t.Mixed>(Object.entries(known))
  const is = (u: unknown): u is OptionalOf<O> => {
    if (!isObject(u)) return false
    for (const key in u) {
      const member = u[key]
      if (member !== undefined && member !== null && codecs.get(key)?.is(member) === false) return false
    }
    return true
  }
  const stock: t.Type<OptionalOf<O>> = t.partial(
    Object.fromEntries(Object.entries(known).map(([key, codec]) => [key, orNull(codec)])),
    name,
  )
  return Object.assign(flat(name, is, [], Object.entries(known)), { stock })
}
