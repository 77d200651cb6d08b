import { either as E } from 'fp-ts'

/** A message of HTTP/1.1 as text: what a part of a batch holds. */
export interface HttpMessage<Value = string> {
  /** The request line or the status line; empty for the envelope of a part, which has none. */
  readonly startLine: string
  readonly headers: Readonly<Record<string, Value>>
  readonly body: string
}

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/
/** What separates one header from the next. */
const control = /[\u0000-\u0008\u000A-\u001F\u007F]/

const valuesOf = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value)

/** Whether nothing in the start line or a header can be taken for another line. */
export const isSafe = ({ startLine, headers }: HttpMessage<string | readonly string[]>): boolean =>
  !control.test(startLine) &&
  Object.entries(headers).every(
    ([name, value]) => token.test(name) && valuesOf(value).every((text) => !control.test(text)),
  )

/** Prints what `isSafe` has let through. */
export const printMessage = ({ startLine, headers, body }: HttpMessage<string | readonly string[]>): string => {
  const lines = Object.entries(headers).flatMap(([name, value]) => valuesOf(value).map((text) => `${name}: ${text}`))
  return `${[startLine, ...lines].join('\r\n')}\r\n\r\n${body}`
}

/** Reads a message whose lines end in CRLF or LF. Header names come in lower case; repeated ones are joined by a comma. */
export const parseMessage = (text: string): E.Either<'unsafeHeader' | 'malformedPart', HttpMessage> => {
  const end = /\r?\n\r?\n/.exec(text)
  const head = end === null ? text : text.slice(0, end.index)
  const [startLine = '', ...lines] = head.split(/\r?\n/)
  const headers = new Map<string, string>()
  for (const line of lines.filter((each) => each !== '')) {
    const colon = line.indexOf(':')
    const name = line.slice(0, Math.max(colon, 0))
    const value = line.slice(colon + 1).trim()
    if (!token.test(name)) return E.left('malformedPart')
    if (control.test(value)) return E.left('unsafeHeader')
    const key = name.toLowerCase()
    const before = headers.get(key)
    headers.set(key, before === undefined ? value : `${before}, ${value}`)
  }
  const body = end === null ? '' : text.slice(end.index + end[0].length)
  return E.right({ startLine, headers: Object.fromEntries(headers), body })
}
