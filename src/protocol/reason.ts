import * as t from 'io-ts'
import { openEnum } from './openEnum.ts'
import { struct } from './struct.ts'

/** Codes of an error body, one for each HTTP status. An open set. */
export const ErrorCode = openEnum('ErrorCode', [
  'BadRequest',
  'Conflict',
  'EntityTooLarge',
  'ExchangeServiceFailure',
  'Forbidden',
  'GatewayTimeout',
  'Gone',
  'LocalFailure',
  'MethodNotAllowed',
  'NotFound',
  'PreconditionFailed',
  'PreconditionRequired',
  'RemoteFailure',
  'ServiceFailure',
  'ServiceUnavailable',
  'Timeout',
  'TooManyRequests',
  'UnsupportedMediaType',
])
export type ErrorCode = t.TypeOf<typeof ErrorCode>

/**
 * Why something was refused, failed or changed: the body of an HTTP error, and
 * the `reason` of an event. `subcode` is an open set; decide on the HTTP status
 * first, then the code, then the subcodes you know.
 */
export const Reason = struct(
  'Reason',
  {},
  {
    code: ErrorCode,
    subcode: t.string,
    message: t.string,
    parameters: t.unknown,
    debugInfo: t.unknown,
  },
)
export type Reason = t.TypeOf<typeof Reason>
