import { encodeBase64 } from '../protocol/dataUrl.ts'
import type { Fault } from '../protocol/decode.ts'
import { NotEmpty, Text } from '../protocol/rule.ts'
import { rulesBroken } from './command.ts'

/** What a message says: plain text or HTML. HTML is sent as it is. */
export type Content =
  { readonly text: string; readonly html?: undefined } | { readonly html: string; readonly text?: undefined }

export const mediaTypeOf = (content: Content): 'text/plain' | 'text/html' =>
  content.html === undefined ? 'text/plain' : 'text/html'

export const bodyOf = (content: Content): string => content.html ?? content.text

/** The `data:` URL of a message. */
export const linkOf = (content: Content): { readonly href: string } => ({
  href: encodeBase64(mediaTypeOf(content), bodyOf(content)),
})

/** A message must say something: servers differ in what they make of an empty one. */
export const rulesBrokenBy = (content: { readonly text?: unknown; readonly html?: unknown }): readonly Fault[] => {
  const { text, html } = content
  if (text !== undefined && html !== undefined) {
    return [{ path: '/message', expected: 'must be either text or HTML', got: 'both' }]
  }
  const body: unknown = html ?? text
  return rulesBroken(typeof body === 'string' ? NotEmpty : Text, body, '/message')
}

/** Links of an input, or the rules that stand in their way. */
export interface Attached {
  readonly links: Readonly<Record<string, { readonly href: string }>>
  readonly broken: readonly Fault[]
}

/** The link in which a message goes along with a command, where there is one that breaks no rule. */
export const attached = (message: Content | undefined): Attached => {
  if (message === undefined) return { links: {}, broken: [] }
  const broken = rulesBrokenBy(message)
  return { links: broken.length > 0 ? {} : { message: linkOf(message) }, broken }
}
