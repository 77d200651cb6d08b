import { either as E } from 'fp-ts'

/** Text that is not in the format its media type promises. */
export interface ParseFailure {
  readonly name: 'ParseFailure'
  readonly format: string
  readonly reason: string
}

/**
 * Text ↔ structure. JSON is one; XML, giving the same structure, is another.
 * What the structure means is the codecs' affair.
 */
export interface Format {
  readonly name: string
  /** What to send as `Accept`. */
  readonly accept: string
  /** What to send as `Content-Type` of an input. */
  readonly contentType: string
  /** Whether a `Content-Type` is of this format, parameters and vendor types included. */
  readonly reads: (contentType: string) => boolean
  readonly parse: (text: string) => E.Either<ParseFailure, unknown>
  readonly print: (structure: unknown) => string
}

const mediaType = (contentType: string): string => (contentType.split(';', 1)[0] ?? '').trim().toLowerCase()

const jsonTypes: ReadonlySet<string> = new Set([
  'application/json',
  'application/vnd.microsoft.com.ucwa+json',
  'application/vnd.microsoft.ucwa+json',
])

const parseJson = (text: string): E.Either<ParseFailure, unknown> => {
  try {
    return E.right(JSON.parse(text))
  } catch (cause) {
    return E.left({ name: 'ParseFailure', format: 'JSON', reason: cause instanceof Error ? cause.name : 'malformed' })
  }
}

/** `application/json`, the default. */
export const json = (): Format => ({
  name: 'JSON',
  accept: 'application/json',
  contentType: 'application/json',
  reads: (contentType) => jsonTypes.has(mediaType(contentType)),
  parse: parseJson,
  print: (structure) => JSON.stringify(structure),
})
