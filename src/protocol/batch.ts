import { either as E } from 'fp-ts'
import { type HttpMessage, isSafe, parseMessage, printMessage } from './httpMessage.ts'

/** One request of a batch. */
export interface BatchedRequest {
  readonly method: string
  /** A path with its query, or an absolute URL. */
  readonly target: string
  /** Names in lower case where they were parsed. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** One answer of a batch. */
export interface BatchedResponse {
  readonly status: number
  /** Names in lower case where they were parsed. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: string
}

/** Why something is no batch. */
export interface BatchFailure {
  readonly name: 'BatchFailure'
  readonly reason: 'boundaryMissing' | 'empty' | 'tooManyParts' | 'nestedBatch' | 'unsafeHeader' | 'malformedPart'
  /** Position of the part at fault, from 0. */
  readonly part: number | undefined
}

const refuse = (reason: BatchFailure['reason'], part?: number): E.Either<BatchFailure, never> =>
  E.left({ name: 'BatchFailure', reason, part })

/** Parts that one batch may have. */
export const mostParts = 100

const multipart = /^multipart\/batching(?=[\s;]|$)/i

const boundaryParameter = /;\s*boundary=(?:"([^"\r\n]{1,70})"|([^\s;"]{1,70})(?=[\s;]|$))/i

export const isBatch = (contentType: string): boolean => multipart.test(contentType.trim())

const boundaryIn = (contentType: string): string | undefined => {
  const [, quoted, bare] = (isBatch(contentType) && boundaryParameter.exec(contentType)) || []
  return quoted ?? bare
}

/** The media type of a batch whose parts the boundary separates. */
export const batchType = (boundary: string): string => `multipart/batching; boundary="${boundary}"`

/** What stands between the boundaries; what stands before the first and after the last is nobody's. */
const split = (text: string, boundary: string): readonly string[] => {
  const literal = boundary.replaceAll(/[^A-Za-z0-9]/g, '\\$&')
  const delimiter = new RegExp(`(?:^|\\r?\\n)--${literal}(--)?[ \\t]*(?=\\r?\\n|$)`, 'g')
  const parts: string[] = []
  let from: number | undefined
  for (const found of text.matchAll(delimiter)) {
    if (from !== undefined) parts.push(text.slice(from, found.index))
    if (found[1] !== undefined) return parts
    from = found.index + found[0].length
  }
  const rest = from === undefined ? '' : text.slice(from)
  return rest.trim() === '' ? parts : [...parts, rest]
}

const collect = <A>(
  contentType: string,
  text: string,
  read: (part: string) => E.Either<BatchFailure['reason'], A>,
): E.Either<BatchFailure, readonly A[]> => {
  const boundary = boundaryIn(contentType)
  if (boundary === undefined) return refuse('boundaryMissing')
  const parts = split(text, boundary)
  if (parts.length === 0) return refuse('empty')
  if (parts.length > mostParts) return refuse('tooManyParts')
  const all: A[] = []
  for (const [index, part] of parts.entries()) {
    const one = read(part)
    if (E.isLeft(one)) return refuse(one.left, index)
    all.push(one.right)
  }
  return E.right(all)
}

const blankLines = /^(?:[ \t]*\r?\n)+/
const http = /^application\/http(?=[\s;]|$)/i

/** The HTTP message inside a part. Captured parts begin it with a stray byte order mark, or what became of one. */
const messageIn = (part: string): E.Either<BatchFailure['reason'], HttpMessage> => {
  const envelope = parseMessage(part.replace(blankLines, '\r\n'))
  if (E.isLeft(envelope)) return envelope
  if (!http.test(envelope.right.headers['content-type'] ?? '')) return E.left('malformedPart')
  return parseMessage(envelope.right.body.replace(/^[\uFEFF?]/, '').replace(blankLines, ''))
}

/** The body of a message in a part: blank lines before the next boundary are not its own. */
const bodyOf = ({ body }: HttpMessage): string => body.replace(/^(?:\uFEFF|\?(?=[{[<]))/, '').replace(/(?:\r?\n)+$/, '')

const requestLine = /^([A-Za-z]+) (\S+) HTTP\/\d(?:\.\d)?$/
const statusLine = /^HTTP\/\d(?:\.\d)? (\d{3})(?: .*)?$/

const readRequest = (part: string): E.Either<BatchFailure['reason'], BatchedRequest> => {
  const message = messageIn(part)
  if (E.isLeft(message)) return message
  const { startLine, headers } = message.right
  const [, method, target] = requestLine.exec(startLine) ?? []
  if (method === undefined || target === undefined) return E.left('malformedPart')
  if (isBatch(headers['content-type'] ?? '')) return E.left('nestedBatch')
  return E.right({ method: method.toUpperCase(), target, headers, body: bodyOf(message.right) })
}

const readResponse = (part: string): E.Either<BatchFailure['reason'], BatchedResponse> => {
  const message = messageIn(part)
  if (E.isLeft(message)) return message
  const { startLine, headers } = message.right
  const status = statusLine.exec(startLine)?.[1]
  if (status === undefined) return E.left('malformedPart')
  return E.right({ status: Number(status), headers, body: bodyOf(message.right) })
}

/**
 * The requests of a batch, in order. Line ends may be LF alone; a preamble, blank
 * lines around parts, a byte order mark, and an end without closing dashes are
 * taken as they come.
 */
export const parseBatchRequests = (
  contentType: string,
  text: string,
): E.Either<BatchFailure, readonly BatchedRequest[]> => collect(contentType, text, readRequest)

/** The answers of a batch, in order, read as generously as the requests. */
export const parseBatchResponses = (
  contentType: string,
  text: string,
): E.Either<BatchFailure, readonly BatchedResponse[]> => collect(contentType, text, readResponse)

const print = (
  msgtype: 'request' | 'response',
  boundary: string,
  messages: readonly HttpMessage<string | readonly string[]>[],
): E.Either<BatchFailure, string> => {
  if (messages.length === 0) return refuse('empty')
  if (messages.length > mostParts) return refuse('tooManyParts')
  const unsafe = messages.findIndex((message) => !isSafe(message))
  if (unsafe >= 0) return refuse('unsafeHeader', unsafe)
  const parts = messages.map(
    (message) =>
      `--${boundary}\r\nContent-Type: application/http; msgtype=${msgtype}\r\n\r\n${printMessage(message)}\r\n`,
  )
  return E.right(`${parts.join('')}--${boundary}--\r\n`)
}

/** Requests as the body of a batch. The boundary must not occur in them. */
export const printBatchRequests = (
  requests: readonly BatchedRequest[],
  boundary: string,
): E.Either<BatchFailure, string> => {
  const nested = requests.findIndex(({ headers }) =>
    Object.entries(headers).some(([name, value]) => name.toLowerCase() === 'content-type' && isBatch(value)),
  )
  if (nested >= 0) return refuse('nestedBatch', nested)
  return print(
    'request',
    boundary,
    requests.map(({ method, target, headers, body }) => ({ startLine: `${method} ${target} HTTP/1.1`, headers, body })),
  )
}

const phrases: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition Failed',
  413: 'Request Entity Too Large',
  415: 'Unsupported Media Type',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
}

/** Answers as the body of a batch. The boundary must not occur in them. */
export const printBatchResponses = (
  responses: readonly BatchedResponse[],
  boundary: string,
): E.Either<BatchFailure, string> =>
  print(
    'response',
    boundary,
    responses.map(({ status, headers, body }) => ({
      startLine: `HTTP/1.1 ${status} ${phrases[status] ?? 'Status'}`,
      headers,
      body,
    })),
  )
