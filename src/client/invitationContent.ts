import { either as E } from 'fp-ts'
import { decodeDataUrl, decodeText } from '../protocol/dataUrl.ts'
import type { MessagingInvitation } from '../protocol/resource/messagingInvitation.ts'
import type { CustomContent } from '../service/customContent.ts'

type Body = MessagingInvitation | undefined

/** The first message that came along, where it is of this kind. */
export const firstMessageIn = (resource: Body, mediaType: 'text/plain' | 'text/html'): string | undefined => {
  const href = resource?._links.message?.href
  if (href === undefined) return undefined
  const data = decodeDataUrl(href)
  const text = decodeText(href)
  if (E.isLeft(data) || E.isLeft(text)) return undefined
  return (data.right.mediaType === 'text/html') === (mediaType === 'text/html') ? text.right : undefined
}

/** What came along for this application, where it is text. */
export const customContentIn = (resource: Body): CustomContent | undefined => {
  const href = resource?._links.customContent?.href
  if (href === undefined) return undefined
  const data = decodeDataUrl(href)
  const text = decodeText(href)
  return E.isRight(data) && E.isRight(text) ? { mediaType: data.right.mediaType, text: text.right } : undefined
}
