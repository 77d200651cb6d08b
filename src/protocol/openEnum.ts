import * as t from 'io-ts'

/** A word of the list, or any other: UCWA promises that new words will appear. */
export type Open<K extends string> = K | (string & Record<never, never>)

export interface OpenEnum<K extends string> extends t.Type<Open<K>> {
  readonly known: readonly K[]
  readonly isKnown: (word: unknown) => word is K
}

/** An enumeration that keeps words it does not know. */
export const openEnum = <const K extends string>(name: string, known: readonly K[]): OpenEnum<K> => {
  const words = new Set<unknown>(known)
  const codec = new t.Type<Open<K>>(name, t.string.is, t.string.validate, (word) => word)
  return Object.assign(codec, { known, isKnown: (word: unknown): word is K => words.has(word) })
}
