import { encodePercent } from '../../protocol/dataUrl.ts'
import { encodeDate } from '../../protocol/date.ts'
import type { Application } from '../application.ts'
import type { Content, Message } from '../call.ts'
import { contactHref, hrefUnder, messageHref, participantHref } from '../hrefs.ts'

export const contentLink = ({ mediaType, text }: Content): { readonly href: string } => ({
  href: encodePercent(mediaType, text),
})

export const representMessage = (
  application: Application,
  message: Message,
  options: { readonly withOperationId: boolean },
): object => {
  const { leg, from, content, operationId, at, failed } = message
  const isOutgoing = leg === from
  return {
    direction: isOutgoing ? 'Outgoing' : 'Incoming',
    timeStamp: encodeDate(new Date(at)),
    ...(failed.length === 0 ? {} : { status: 'Failed' }),
    ...(options.withOperationId && isOutgoing && operationId !== undefined ? { operationId } : {}),
    _links: {
      self: { href: messageHref(application, message) },
      messaging: { href: hrefUnder(application, leg, 'messaging') },
      ...(failed.length === 0 || leg.call.meeting === undefined
        ? {}
        : {
            failedDeliveryParticipant: failed.map((who) => ({
              href: participantHref(application, leg, who),
              title: who.name,
            })),
          }),
      ...(isOutgoing
        ? {}
        : {
            contact: { href: contactHref(application, from.seat.account) },
            participant: { href: participantHref(application, leg, from), title: from.name },
            [content.mediaType === 'text/html' ? 'htmlMessage' : 'plainMessage']: contentLink(content),
          }),
    },
    rel: 'message',
  }
}
