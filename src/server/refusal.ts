import type { DocumentedError } from '../protocol/documentedError.ts'
import type { Reply } from './reply.ts'

/** What is wrong with one field or query parameter of a request. */
export interface InvalidParameter {
  readonly name: string
  readonly reason: string
}

const refusal = (status: number, code: string, subcode: string | undefined, message: string): Reply => ({
  status,
  structure: { code, ...(subcode === undefined ? {} : { subcode }), message },
})

export const documented = ({ status, code, subcode }: DocumentedError): Reply =>
  refusal(status, code, subcode, 'The server was told to refuse.')

export const badRequest = (message: string): Reply => refusal(400, 'BadRequest', undefined, message)

export const unparsable = (message: string): Reply => refusal(400, 'BadRequest', 'DeserializationFailure', message)

export const invalidParameters = (parameters: readonly InvalidParameter[]): Reply => ({
  status: 400,
  structure: {
    code: 'BadRequest',
    subcode: 'ParameterValidationFailure',
    message: 'A parameter is missing or has a value that is not allowed.',
    parameters,
  },
})

export const forbidden = (message: string, subcode?: string): Reply => refusal(403, 'Forbidden', subcode, message)

export const anonymousNotAllowed: Reply = forbidden('This is not for anonymous users.', 'AnonymousNotAllowed')

export const notFound: Reply = refusal(404, 'NotFound', undefined, 'There is no such resource.')

export const destinationNotFound: Reply = refusal(404, 'NotFound', 'DestinationNotFound', 'There is no such meeting.')

export const applicationNotFound: Reply = refusal(
  404,
  'NotFound',
  'ApplicationNotFound',
  'There is no such application.',
)

export const versionNotSupported: Reply = refusal(
  404,
  'NotFound',
  'APIVersionNotSupported',
  'The resource has no such revision.',
)

export const methodNotAllowed = (allowed: readonly string[]): Reply => ({
  ...refusal(405, 'MethodNotAllowed', undefined, 'The resource does not take this verb.'),
  headers: { Allow: allowed.join(', ') },
})

/** The resource is there, but its state does not allow this now. */
export const conflict = (message: string, subcode?: string): Reply => refusal(409, 'Conflict', subcode, message)

export const availableFirst: Reply = conflict('makeMeAvailable comes first.', 'MakeMeAvailableRequired')

export const gone = (subcode: string): Reply => refusal(410, 'Gone', subcode, 'The application was ended.')

export const preconditionFailed: Reply = refusal(
  412,
  'PreconditionFailed',
  undefined,
  'The etag is not the present one.',
)

export const entityTooLarge: Reply = refusal(413, 'EntityTooLarge', undefined, 'The body is too large.')

export const unsupportedMediaType = (message: string): Reply =>
  refusal(415, 'UnsupportedMediaType', 'UnsupportedMediaType', message)

export const preconditionRequired: Reply = refusal(428, 'PreconditionRequired', undefined, 'If-Match is missing.')

/** Nothing of what was asked for has been done; in so many seconds it may be. */
const tooMany = (what: string, seconds: number): Reply => ({
  ...refusal(429, 'TooManyRequests', undefined, `Too many ${what} of the user.`),
  headers: { 'Retry-After': String(seconds) },
})

export const tooManyRequests: Reply = tooMany('outstanding requests', 1)

export const tooManyPolls: Reply = tooMany('waiting P-GETs', 10)

export const tooManyApplications: Reply = tooMany('applications', 60)

export const serviceFailure: Reply = refusal(500, 'ServiceFailure', undefined, 'The server failed.')
