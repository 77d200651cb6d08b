import { isDeepStrictEqual } from 'node:util'

/** What was seen is not what was expected. */
export class Disagreement extends Error {
  override readonly name = 'Disagreement'
  readonly actual: unknown
  readonly expected: unknown

  constructor(actual: unknown, expected: unknown) {
    super('what was seen is not what was expected')
    this.actual = actual
    this.expected = expected
  }
}

/** Throws a Disagreement about just those properties in which the one differs from what the other expects of it. */
export const expectAgreement = <T extends object>(seen: T, expected: Partial<T>): void => {
  const keys = (Object.keys(expected) as (keyof T)[]).filter((key) => !isDeepStrictEqual(seen[key], expected[key]))
  if (keys.length === 0) return
  const picked = (from: Partial<T>) => Object.fromEntries(keys.map((key) => [key, from[key]]))
  throw new Disagreement(picked(seen), picked(expected))
}
