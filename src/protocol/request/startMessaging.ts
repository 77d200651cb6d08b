import type * as t from 'io-ts'
import { Importance } from '../resource/importance.ts'
import { atMost, Content, fromOneTo, oneOf, SipUri } from '../rule.ts'
import { struct } from '../struct.ts'

const ContentLink = struct('ContentLink', { href: Content }, {})

/**
 * Body of the POST to `startMessaging`. `to` may stand in the query instead.
 * The first message goes along as a `data:` URL.
 */
export const StartMessaging = struct(
  'StartMessaging',
  {},
  {
    operationId: fromOneTo(50),
    to: SipUri,
    importance: oneOf(Importance.known),
    subject: atMost(250),
    threadId: atMost(250),
    _links: struct('StartMessagingLinks', {}, { message: ContentLink, customContent: ContentLink }),
  },
)
export type StartMessaging = t.TypeOf<typeof StartMessaging>
