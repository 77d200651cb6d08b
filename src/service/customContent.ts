import { encodeBase64 } from '../protocol/dataUrl.ts'
import type { Fault } from '../protocol/decode.ts'
import { MediaType } from '../protocol/rule.ts'
import { rulesBroken } from './command.ts'

/** Something for the invited application that is no message, such as a session description. */
export interface CustomContent {
  /** Such as `application/sdp`, without parameters. */
  readonly mediaType: string
  readonly text: string
}

/** The link in which it goes along with a command. */
export const linkOfCustom = ({ mediaType, text }: CustomContent): { readonly href: string } => ({
  href: encodeBase64(mediaType, text),
})

export const rulesBrokenByCustom = ({ mediaType }: CustomContent): readonly Fault[] =>
  rulesBroken(MediaType, mediaType, '/customContent/mediaType')
