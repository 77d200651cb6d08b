import { encodeBase64 } from '../protocol/dataUrl.ts'
import type { Fault } from '../protocol/decode.ts'
import { NotEmpty } from '../protocol/rule.ts'
import { rulesBroken } from './command.ts'

/** What a message says: plain text or HTML. HTML is sent as it is. */
export type Content =
  { readonly text: string; readonly html?: undefined } | { readonly html: string; readonly text?: undefined }

export const mediaTypeOf = (content: Content): 'text/plain' | 'text/html' =>
  content.html === undefined ? 'text/plain' : 'text/html'

export const bodyOf = (content: Content): string => content.html ?? content.text

/** The link in which a message goes along with a command. */
export const linkOf = (content: Content): { readonly href: string } => ({
  href: encodeBase64(mediaTypeOf(content), bodyOf(content)),
})

/** A message must say something: servers differ in what they make of an empty one. */
export const rulesBrokenBy = (content: Content): readonly Fault[] => rulesBroken(NotEmpty, bodyOf(content), '/message')
