/** A synchronous refusal that a reference page documents. */
export interface DocumentedError {
  readonly status: number
  readonly code: string
  readonly subcode?: string
}

/** Nearly every page lists the next four; they say nothing about its resource. */
export const redirect: DocumentedError = { status: 410, code: 'Gone', subcode: 'CannotRedirect' }
const everywhere: readonly DocumentedError[] = [
  { status: 409, code: 'Conflict', subcode: 'AlreadyExists' },
  { status: 409, code: 'Conflict', subcode: 'TooManyGroups' },
  { status: 409, code: 'Conflict' },
  redirect,
]
export const ofEveryPost: readonly DocumentedError[] = [
  { status: 500, code: 'ServiceFailure', subcode: 'CallbackChannelError' },
  ...everywhere,
]
export const ofEveryGet: readonly DocumentedError[] = [
  { status: 500, code: 'ServiceFailure', subcode: 'InvalidExchangeServerVersion' },
  ...everywhere,
]

/** What no page repeats because any request may be answered so. */
export const ofEveryRequest: readonly DocumentedError[] = [
  { status: 400, code: 'BadRequest' },
  { status: 400, code: 'BadRequest', subcode: 'DeserializationFailure' },
  { status: 400, code: 'BadRequest', subcode: 'ParameterValidationFailure' },
  { status: 403, code: 'Forbidden' },
  { status: 404, code: 'NotFound' },
  { status: 404, code: 'NotFound', subcode: 'ApplicationNotFound' },
  { status: 404, code: 'NotFound', subcode: 'APIVersionNotSupported' },
  { status: 405, code: 'MethodNotAllowed' },
  { status: 410, code: 'Gone', subcode: 'InactiveApplicationExpired' },
  { status: 410, code: 'Gone', subcode: 'TooManyApplications' },
  { status: 410, code: 'Gone', subcode: 'UserAgentNotAllowed' },
  { status: 412, code: 'PreconditionFailed' },
  { status: 413, code: 'EntityTooLarge' },
  { status: 415, code: 'UnsupportedMediaType', subcode: 'UnsupportedMediaType' },
  { status: 428, code: 'PreconditionRequired' },
  { status: 429, code: 'TooManyRequests' },
  { status: 500, code: 'ServiceFailure' },
  { status: 503, code: 'ServiceUnavailable' },
  { status: 504, code: 'Timeout' },
]
