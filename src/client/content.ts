import type { Content } from '../service/content.ts'

/** A string is plain text. */
export function contentOf(given: string | Content): Content
export function contentOf(given: string | Content | undefined): Content | undefined
export function contentOf(given: string | Content | undefined): Content | undefined {
  return typeof given === 'string' ? { text: given } : given
}
