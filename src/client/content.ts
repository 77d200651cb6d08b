import { isObject } from '../protocol/struct.ts'
import type { Content } from '../service/content.ts'

/** A string is plain text, and so ought to be what is no object: services tell where it is not. */
export const contentOf = (given: string | Content): Content => (isObject(given) ? given : { text: given })

/** The same of a first message, which there may be none of. */
export const firstMessageOf = (given: string | Content | undefined): Content | undefined =>
  given === undefined ? undefined : contentOf(given)
