import { encodeBase64 } from '../protocol/dataUrl.ts'
import type { Fault } from '../protocol/decode.ts'
import { MediaType, Text } from '../protocol/rule.ts'
import { rulesBroken } from './command.ts'
import type { Attached } from './content.ts'
import { unlessObject } from './unsendable.ts'

/** Something for the invited application that is no message, such as a session description. */
export interface CustomContent {
  /** Such as `application/sdp`, without parameters. */
  readonly mediaType: string
  readonly text: string
}

const rulesBrokenBy = (content: CustomContent): readonly Fault[] => {
  const broken = unlessObject(content, 'customContent')
  if (broken.length > 0) return broken
  const { mediaType, text } = content
  return [
    ...rulesBroken(MediaType, mediaType, '/customContent/mediaType'),
    ...rulesBroken(Text, text, '/customContent/text'),
  ]
}

/** The link in which it goes along with a command, where there is some that breaks no rule. */
export const attachedCustom = (content: CustomContent | undefined): Attached => {
  if (content === undefined) return { links: {}, broken: [] }
  const broken = rulesBrokenBy(content)
  if (broken.length > 0) return { links: {}, broken }
  return { links: { customContent: { href: encodeBase64(content.mediaType, content.text) } }, broken }
}
