import type * as t from 'io-ts'
import { Content, fromOneTo } from '../rule.ts'
import { struct } from '../struct.ts'

/** Body of the POST to `addMessaging`. */
export const AddMessaging = struct(
  'AddMessaging',
  {},
  {
    operationId: fromOneTo(50),
    _links: struct('AddMessagingLinks', {}, { message: struct('ContentLink', { href: Content }, {}) }),
  },
)
export type AddMessaging = t.TypeOf<typeof AddMessaging>
