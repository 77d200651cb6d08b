import { either as E } from 'fp-ts'
import * as t from 'io-ts'

/** One place where a value is not what the protocol says. */
export interface Fault {
  /** Members and indices from the top of the value, such as `/sender/0/events/2/type`. */
  readonly path: string
  readonly expected: string
  /** What stood there, in a word; never its text, which may be private. */
  readonly got: string
}

/** A value was read and understood as text, but it is not what the protocol says. */
export interface DecodeFailure {
  readonly name: 'DecodeFailure'
  readonly faults: readonly Fault[]
}

const sortOf = (u: unknown): string => {
  if (u === null) return 'null'
  if (u === undefined) return 'nothing'
  if (Array.isArray(u)) return `an array of ${u.length}`
  if (typeof u === 'string') return `a string of ${u.length} characters`
  return typeof u === 'object' ? 'an object' : `a ${typeof u}`
}

/** io-ts counts the members of an intersection or a union in the path; the wire knows nothing of them. */
const pathOf = (context: t.Context): string =>
  context
    .filter((_, at) => {
      const parent = context[at - 1]?.type
      return at > 0 && !(parent instanceof t.IntersectionType || parent instanceof t.UnionType)
    })
    .map((entry) => `/${entry.key}`)
    .join('')

const faultOf =
  (at: string) =>
  (error: t.ValidationError): Fault => ({
    path: `${at}${pathOf(error.context)}`,
    expected: error.message ?? error.context.at(-1)?.type.name ?? 'something else',
    got: sortOf(error.value),
  })

const withoutRepetition = (faults: readonly Fault[]): readonly Fault[] => {
  const seen = new Set<string>()
  return faults.filter(({ path, expected }) => {
    const key = `${path} ${expected}`
    return !seen.has(key) && seen.add(key).size > 0
  })
}

/** Reads a structure as a type. `at` is the path of the value inside what was received. */
export const decode = <A>(codec: t.Type<A>, value: unknown, at = ''): E.Either<DecodeFailure, A> => {
  const decoded = codec.decode(value)
  return E.isRight(decoded)
    ? decoded
    : E.left({ name: 'DecodeFailure', faults: withoutRepetition(decoded.left.map(faultOf(at))) })
}

/** A DecodeFailure as one sentence. */
export const describeFaults = (faults: readonly Fault[]): string =>
  faults.map(({ path, expected, got }) => `${path === '' ? 'the value' : path} is ${got}, not ${expected}`).join('; ')
