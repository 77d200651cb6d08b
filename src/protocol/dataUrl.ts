import { either as E } from 'fp-ts'

/** What a `data:` URL holds, as bytes: the text depends on its charset. */
export interface DataUrl {
  /** Media type without parameters, such as `text/html`. */
  readonly mediaType: string
  /** As written, or `utf-8` where none is. */
  readonly charset: string
  readonly bytes: Uint8Array
}

export interface DataUrlFailure {
  readonly name: 'DataUrlFailure'
  readonly reason: string
}

const refuse = (reason: string): E.Either<DataUrlFailure, never> => E.left({ name: 'DataUrlFailure', reason })

const chunk = 0x8000

const toBase64 = (bytes: Uint8Array): string => {
  let binary = ''
  for (let at = 0; at < bytes.length; at += chunk) binary += String.fromCharCode(...bytes.subarray(at, at + chunk))
  return btoa(binary)
}

const percent = 0x25
const hexadecimal = /^[0-9a-f]{2}$/i

/** Form encoding, as UCWA servers write it: a plus is a space. A stray percent sign stands for itself. */
const fromPercentEncoding = (text: string): Uint8Array => {
  const source = new TextEncoder().encode(text.replaceAll('+', ' '))
  const bytes = new Uint8Array(source.length)
  let length = 0
  for (let at = 0; at < source.length; at++) {
    const byte = source[at] ?? 0
    const digits = byte === percent ? String.fromCharCode(source[at + 1] ?? 0, source[at + 2] ?? 0) : ''
    if (hexadecimal.test(digits)) {
      bytes[length++] = Number.parseInt(digits, 16)
      at += 2
    } else {
      bytes[length++] = byte
    }
  }
  return bytes.slice(0, length)
}

const escaped = /%([0-9a-f]{2})/gi

/** The alphabet of base64 has no percent sign: one is an escape, as any URL may have. */
const fromBase64 = (text: string): Uint8Array | undefined => {
  try {
    const binary = atob(
      text.replaceAll(escaped, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16))),
    )
    const bytes = new Uint8Array(binary.length)
    for (let at = 0; at < binary.length; at++) bytes[at] = binary.charCodeAt(at)
    return bytes
  } catch {
    return undefined
  }
}

/** Media type, parameters and bytes of a `data:` URL (RFC 2397), percent-encoded or base64. */
export const decodeDataUrl = (href: string): E.Either<DataUrlFailure, DataUrl> => {
  if (!/^data\s*:/i.test(href)) return refuse('does not start with data:')
  const comma = href.indexOf(',')
  if (comma < 0) return refuse('has no comma before its content')
  const [type = '', ...parameters] = href
    .slice(href.indexOf(':') + 1, comma)
    .split(';')
    .map((part) => part.trim())
  const isBase64 = parameters.some((parameter) => parameter.toLowerCase() === 'base64')
  const charset = parameters
    .find((parameter) => /^charset=/i.test(parameter))
    ?.slice('charset='.length)
    .replaceAll(/["']/g, '')
  const content = href.slice(comma + 1)
  const bytes = isBase64 ? fromBase64(content) : fromPercentEncoding(content)
  if (bytes === undefined) return refuse('has content that is not base64')
  return E.right({
    mediaType: type === '' ? 'text/plain' : type.toLowerCase(),
    charset: charset === undefined || charset === '' ? 'utf-8' : charset,
    bytes,
  })
}

/** The text of a `data:` URL. */
export const decodeText = (href: string): E.Either<DataUrlFailure, string> => {
  const decoded = decodeDataUrl(href)
  if (E.isLeft(decoded)) return decoded
  try {
    return E.right(new TextDecoder(decoded.right.charset, { ignoreBOM: true }).decode(decoded.right.bytes))
  } catch {
    return refuse('names a charset that is not known')
  }
}

/**
 * Text as a base64 `data:` URL in UTF-8: the form that every reading of the
 * protocol decodes alike. Exact for every string without lone surrogates.
 */
export const encodeBase64 = (mediaType: string, text: string): string =>
  `data:${mediaType};charset=utf-8;base64,${toBase64(new TextEncoder().encode(text))}`

const unreserved = /^[A-Za-z0-9\-._~]$/

/** Text as a percent-encoded `data:` URL in UTF-8, as servers write it: a space is a plus, a plus is %2B. */
export const encodePercent = (mediaType: string, text: string): string => {
  let content = ''
  for (const byte of new TextEncoder().encode(text)) {
    const character = String.fromCharCode(byte)
    if (unreserved.test(character)) content += character
    else if (character === ' ') content += '+'
    else content += `%${byte.toString(16).padStart(2, '0')}`
  }
  return `data:${mediaType};charset=utf-8,${content}`
}
