import type { Fault } from '../protocol/decode.ts'
import { isObject } from '../protocol/struct.ts'

const halfPair = /\p{Surrogate}/u

const fault = (path: string, expected: string, got: string): Fault => ({ path, expected, got })

/** Texts with half of a surrogate pair: UTF-8 cannot write one, so another text than was given would arrive. */
export const brokenTextIn = (value: unknown, at = ''): readonly Fault[] => {
  if (typeof value === 'string') {
    return halfPair.test(value) ? [fault(at, 'must not have half of a surrogate pair', 'half of one')] : []
  }
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([name, member]) => brokenTextIn(member, `${at}/${name}`))
    : []
}

/** Members that are null. Servers differ in whether that is nothing, so nobody who calls this library may mean it. */
export const nullsIn = (input: unknown): readonly Fault[] =>
  isObject(input)
    ? Object.entries(input)
        .filter(([, member]) => member === null)
        .map(([name]) => fault(`/${name}`, 'must not be null', 'null'))
    : []

/** For what ought to be an object with members, whatever its type says: callers may have none. */
export const unlessObject = (value: unknown, field: string): readonly Fault[] =>
  isObject(value) ? [] : [fault(`/${field}`, 'must be an object', 'something else')]
