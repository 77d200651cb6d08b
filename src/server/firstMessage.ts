import { either as E } from 'fp-ts'
import { decodeDataUrl, decodeText } from '../protocol/dataUrl.ts'
import type { Content } from './call.ts'
import { invalidParameters } from './refusal.ts'
import type { Reply } from './reply.ts'

type Href = { readonly href: string } | null | undefined

const isText = (mediaType: string): boolean => mediaType === 'text/plain' || mediaType === 'text/html'

/** What comes along with an invitation, from its data URL. */
export const firstMessageOf = (link: Href): E.Either<Reply, Content | undefined> => {
  if (link === undefined || link === null) return E.right(undefined)
  const refuse = (failure: { readonly reason: string }) =>
    invalidParameters([{ name: 'message', reason: failure.reason }])
  const data = decodeDataUrl(link.href)
  const text = decodeText(link.href)
  if (E.isLeft(data)) return E.left(refuse(data.left))
  if (!isText(data.right.mediaType)) return E.left(refuse({ reason: 'must be text/plain or text/html' }))
  if (E.isLeft(text)) return E.left(refuse(text.left))
  return E.right(text.right === '' ? undefined : { mediaType: data.right.mediaType, text: text.right })
}
