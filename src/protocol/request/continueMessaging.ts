import type * as t from 'io-ts'
import { Content, fromOneTo } from '../rule.ts'
import { struct } from '../struct.ts'

/** Body of the POST to `continueMessaging`. Whom it invites, and about what, is the log's. */
export const ContinueMessaging = struct(
  'ContinueMessaging',
  {},
  {
    operationId: fromOneTo(50),
    _links: struct('ContinueMessagingLinks', {}, { message: struct('ContentLink', { href: Content }, {}) }),
  },
)
export type ContinueMessaging = t.TypeOf<typeof ContinueMessaging>
