import { either as E } from 'fp-ts'
import { isObject } from '../protocol/struct.ts'
import type { Answer } from './answer.ts'
import type { Exchange } from './exchange.ts'

/** Answers that GETs have had and whose etag is known, the last used last. */
export interface Etags {
  readonly exchange: (exchange: Exchange) => Exchange
  /** URLs and etags do not outlive the application. */
  readonly forget: () => void
}

interface Held {
  readonly etag: string
  readonly answer: Answer
}

/** Answers that are held at most. */
const mostHeld = 50

const quoted = (etag: string): string => (/^W\/".*"$/.test(etag) ? etag : `"${etag.replaceAll('"', '')}"`)

/** Of the header, or of the property that stands in its place; none that could not go back in a header. */
const etagOf = (answer: Answer, body: unknown): string | undefined => {
  const etag = answer.header('etag') ?? (isObject(body) ? body['etag'] : undefined)
  return typeof etag === 'string' && /^[\x20-\x7e]+$/.test(etag) ? quoted(etag) : undefined
}

/**
 * Asks for a resource that is still held only whether it has changed: a 304
 * gives the answer of before. Must not be used for the event channel.
 */
export const createEtags = (): Etags => {
  const held = new Map<string, Held>()

  const hold = (url: string, answer: Answer): void => {
    held.delete(url)
    // Half a body would come again with every 304.
    const body = answer.structure()
    const etag = answer.status === 200 && E.isRight(body) ? etagOf(answer, body.right) : undefined
    if (etag === undefined) return
    held.set(url, { etag, answer })
    const [oldest] = held.keys()
    if (held.size > mostHeld && oldest !== undefined) held.delete(oldest)
  }

  return {
    exchange: (exchange) => (request, signal) => {
      if (request.method !== 'GET') return exchange(request, signal)
      const known = held.get(request.url)
      const conditional =
        known === undefined ? request : { ...request, headers: { ...request.headers, 'If-None-Match': known.etag } }
      const task = exchange(conditional, signal)
      return async () => {
        const outcome = await task()
        if (E.isLeft(outcome)) return outcome
        if (outcome.right.status === 304 && known !== undefined) return E.right(known.answer)
        hold(request.url, outcome.right)
        return outcome
      }
    },
    forget: () => held.clear(),
  }
}
