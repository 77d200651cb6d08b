import { either as E } from 'fp-ts'
import { member } from './member.ts'

/** Why a body was given up: it has more bytes than may be read. */
export interface TooLarge {
  readonly maxBytes: number
}

const isOverLimit = (cause: unknown): boolean => member(cause, 'type') === 'max-size'

/** JSON.parse takes no byte order mark; web streams drop it, node-fetch keeps it. */
const withoutMark = (text: string): string => (text.startsWith('\uFEFF') ? text.slice(1) : text)

const countingText = async (
  reader: ReadableStreamDefaultReader<Uint8Array>,
  maxBytes: number,
): Promise<E.Either<TooLarge, string>> => {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    bytes += chunk.value.byteLength
    if (bytes > maxBytes) return E.left({ maxBytes })
    text += decoder.decode(chunk.value, { stream: true })
  }
  return E.right(text + decoder.decode())
}

const isWebStream = (body: unknown): body is ReadableStream<Uint8Array> => member(body, 'getReader') !== undefined

/**
 * The body of an answer as UTF-8, read no further than `maxBytes`. A declared
 * length above the limit is refused unread. Where the body is no web stream, the
 * platform counts (node-fetch, by its option `size`). Rejects when the connection
 * breaks.
 */
export const boundedText = async (response: Response, maxBytes: number): Promise<E.Either<TooLarge, string>> => {
  if (Number(response.headers.get('content-length') ?? 0) > maxBytes) return E.left({ maxBytes })
  if (isWebStream(response.body)) return countingText(response.body.getReader(), maxBytes)
  try {
    return E.right(withoutMark(await response.text()))
  } catch (cause) {
    if (isOverLimit(cause)) return E.left({ maxBytes })
    throw cause
  }
}
